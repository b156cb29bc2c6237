// Conveniences of the reading view: walking through the hits by keys, and the citation of words that are selected.
import { isPlain, isTyping } from "./site.js";

const text = document.querySelector("article.text");
const panel = document.getElementById("cite");
const quoted = panel.querySelector(".quoted");

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

  const mine = ++asked;
  const id = passageAt(range);
  if (id === null) {
    return;
  }

  const passage = await json("/v1/passages/" + encodeURIComponent(`${text.dataset.document}:${id}`));
  const words = passage && wordsIn(passage, range);
  if (!words || mine !== asked) {
    return;
  }

  const place = `start=${words.start}&end=${words.end}`;
  const citation = await json(`${passage.links.self}/citation?style=${text.dataset.style}&${place}`);
  if (citation && mine === asked) {
    show(passage, citation, place, words.isCut);
  }
}

async function json(path) {
  try {
    const answer = await fetch(path, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** The ordinal of the passage that a range begins in: the last that begins before it in its block, or the one that the block goes on with. */
function passageAt(range) {
  const start = range.startContainer.nodeType === Node.ELEMENT_NODE ? range.startContainer : range.startContainer.parentElement;
  const block = start.closest("p, li, tr");
  if (!block) {
    return null;
  }

  const before = [...block.querySelectorAll("a.pass")].filter((anchor) => range.comparePoint(anchor, 0) <= 0);
  return before.at(-1)?.id.slice(1) ?? block.dataset.p ?? null;
}

/** Which characters of the passage's text the range has: the recovered text is the article's, and the passage says where it stands in that. */
function wordsIn(passage, range) {
  const first = length(textBefore(range.startContainer, range.startOffset)) + Number(text.dataset.start);
  const last = first + length(range.toString());
  let before = 0;
  let start = null;
  let end = null;
  for (const run of passage.selectors.filter((selector) => selector.type === "TextPositionSelector")) {
    if (last > run.start && first < run.end) {
      start ??= before + Math.max(0, first - run.start);
      end = before + Math.min(run.end, last) - run.start;
    }

    // Between two runs of a passage stand its notes; in its own text an empty line.
    before += run.end - run.start + 2;
  }

  return start === null ? null : { start, end, isCut: end - start < last - first };
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

function show(passage, citation, place, isCut) {
  const link = new URL(`${passage.links.page}&${place}`, location.href).href;
  const line = document.createElement("p");
  line.className = "words";
  line.textContent = citation.quotation;
  const permalink = document.createElement("a");
  permalink.className = "permalink";
  permalink.href = link;
  permalink.textContent = "Permalink";
  const actions = document.createElement("p");
  actions.append(
    copying("Copy quotation", citation.quotation),
    copying("Copy reference", citation.reference),
    copying("Copy link", link),
    permalink,
  );
  const lines = [line, actions];
  for (const warning of [...citation.warnings, ...(isCut ? ["The selection goes on beyond this passage; only its words are cited."] : [])]) {
    const meta = document.createElement("p");
    meta.className = "meta";
    meta.textContent = warning;
    lines.push(meta);
  }

  quoted.replaceChildren(...lines);
  panel.hidden = false;
}

function copying(label, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "small";
  button.textContent = label;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(words);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
}
