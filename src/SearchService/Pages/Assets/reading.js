// Conveniences of the reading view: walking through the hits by keys, and the citation of words that are selected.
import { isPlain, isTyping } from "./site.js";
import { prepare } from "./citing.js";
import { say } from "./gathering.js";

const text = document.querySelector("article.text");
const panel = document.getElementById("cite");

// n and p go to the next hit and the one before, from the last that one went to or, if none, from the top of the window.
document.addEventListener("keydown", (event) => {
  if (!isPlain(event) || isTyping(event) || (event.key !== "n" && event.key !== "p")) {
    return;
  }

  const hits = [...text.querySelectorAll("mark.hit[id]")];
  const step = event.key === "n" ? 1 : -1;
  const current = hits.findIndex((hit) => "#" + hit.id === location.hash);
  const next =
    current >= 0
      ? current + step
      : step > 0
        ? hits.findIndex((hit) => hit.getBoundingClientRect().top > 0)
        : hits.findLastIndex((hit) => hit.getBoundingClientRect().top < 0);
  if (hits[next]) {
    location.hash = hits[next].id;
  } else if (hits[current]) {
    // The next hit may stand in another part: the link beside this one leads there.
    const links = hits[current].parentElement.querySelectorAll("a.step");
    [...links].find((link) => link.dataset.mark === (step > 0 ? "›" : "‹") && !link.getAttribute("href").startsWith("#"))?.click();
  }
});

let asked = 0;
let waiting;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(cite, 350);
});

async function cite() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) {
    return;
  }

  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer) || range.toString().trim() === "") {
    return;
  }

  // The article has the recovered text and no other characters: places in it are places in that.
  const mine = ++asked;
  const start = Number(text.dataset.start) + length(textBefore(range.startContainer, range.startOffset));
  const end = start + length(range.toString());
  const values = new URLSearchParams({ start, end, style: text.dataset.style });
  try {
    const answer = await fetch(`/documents/${encodeURIComponent(text.dataset.document)}/words?${values}`);
    const part = answer.status === 200 ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    if (part && mine === asked) {
      panel.querySelector(".quoted").replaceWith(part.querySelector(".quoted"));
      prepare(panel);
      panel.hidden = false;
    }
  } catch {
    // The service is away; the words that are selected next are asked for again.
  }
}

function textBefore(container, offset) {
  const range = document.createRange();
  range.selectNodeContents(text);
  range.setEnd(container, offset);
  return range.toString();
}

/** In characters, as the API counts them. */
function length(string) {
  return [...string].length;
}

panel.addEventListener("click", async (event) => {
  if (event.target.matches("[data-link]")) {
    await navigator.clipboard.writeText(panel.querySelector(".permalink").href);
    say("Copied");
  }
});
