// How far indexing is, and the collection as it is then: the page keeps up with its folder.
import "./site.js";

/** Milliseconds between two looks, while texts are indexed and else. */
const BUSY = 500;
const QUIET = 1000;

async function look() {
  let isBusy = false;
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch("/v1/corpus");
      isBusy = answer.ok && (await show(await answer.json()));
    } catch {
      // The service is being restarted; the next look will say.
    }
  }
  setTimeout(look, isBusy ? BUSY : QUIET);
}

/** Brings the page up to what the service says; true while it indexes. */
async function show({ indexing: { state, done, total }, corpusVersion }) {
  const notice = document.getElementById("indexing");
  if (state === "starting" || state === "indexing") {
    notice.hidden = false;
    if (total > 0) {
      notice.querySelector("[data-said]").textContent = `Indexing: ${done.toLocaleString("en")} of ${total.toLocaleString("en")} texts`;
      const progress = notice.querySelector("progress");
      progress.max = total;
      progress.value = done;
    }
    return true;
  }
  if (!notice.hidden || corpusVersion !== notice.dataset.version) {
    await renew();
  }
  return false;
}

/** Shows the page as it is now, but takes nothing from under somebody's hands. */
async function renew() {
  if (document.activeElement?.matches("main input")) {
    return;
  }
  const answer = await fetch(location.href);
  if (!answer.ok) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["main", "footer.site"]) {
    document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  }
}

setTimeout(look, document.getElementById("indexing").hidden ? QUIET : BUSY);
