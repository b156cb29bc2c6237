// While texts are indexed, how far it is; when it is done, the page as it is then.
const notice = document.getElementById("indexing");

async function look() {
  let corpus;
  try {
    const answer = await fetch("/v1/corpus");
    corpus = await answer.json();
  } catch {
    return; // The service is being restarted; the next look will say.
  }
  const { state, done, total } = corpus.indexing;
  if (state !== "starting" && state !== "indexing") {
    clearInterval(timer);
    location.reload();
    return;
  }
  if (total > 0) {
    notice.querySelector("[data-said]").textContent = `Indexing: ${done.toLocaleString("en")} of ${total.toLocaleString("en")} texts`;
    const progress = notice.querySelector("progress");
    progress.max = total;
    progress.value = done;
  }
}

const timer = setInterval(look, 1000);
