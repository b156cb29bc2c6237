// Copying what is to be pasted, choosing the style and the words: on the page of a citation, and where one is shown in a dialog.
import { isPlain, isTyping } from "./site.js";
import { remember, say, show } from "./gathering.js";

/** What is copied, with its italics for word processors. */
export async function copy(element) {
  const copied = element.cloneNode(true);
  for (const aside of copied.querySelectorAll("[data-aside]")) {
    aside.remove();
  }
  const html = copied.innerHTML.trim();
  const plain = plainText(copied);
  try {
    await navigator.clipboard.write([
      new ClipboardItem({
        "text/html": new Blob([html], { type: "text/html" }),
        "text/plain": new Blob([plain], { type: "text/plain" }),
      }),
    ]);
  } catch {
    // Over plain HTTP from another machine there is no clipboard: the old way takes a selection.
    const selection = getSelection();
    selection.removeAllRanges();
    selection.selectAllChildren(element);
    document.execCommand("copy");
    selection.removeAllRanges();
  }
}

/** The words of elements that are not in the page, paragraphs apart. */
function plainText(element) {
  const blocks = element.querySelectorAll("p, li, blockquote, .pasted");
  const ends = [...blocks].filter((block) => !block.querySelector("p, li, blockquote, .pasted"));
  const texts = ends.length === 0 ? [element.textContent] : ends.map((block) => block.textContent);
  return texts.map((text) => text.trim()).filter((text) => text !== "").join("\n\n");
}

/** Shows what only works with scripts. */
export function prepare(part) {
  for (const button of part.querySelectorAll("[data-copy], [data-keys], [data-link]")) {
    button.hidden = false;
  }
  // A choice is shown at once.
  for (const button of part.querySelectorAll("form.style button")) {
    button.hidden = true;
  }
  show();
}

/** The part of the page that keys speak to: an open dialog, else all of it. */
function front() {
  return document.querySelector("dialog[open]") ?? document;
}

/** Opens another citation: in the dialog where there is one, else as a page. */
function go(url, part) {
  const dialog = part.closest("dialog");
  if (dialog) {
    openIn(dialog, url);
  } else {
    location.assign(url);
  }
}

/** Puts the citation of an address into a dialog, and shows it. */
export async function openIn(dialog, url) {
  const answer = await fetch(url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const citation = page.querySelector(".citation") ?? page.querySelector("main");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "small close";
  close.dataset.close = "";
  close.textContent = "Close";
  const isMoreOpen = dialog.querySelector("details.choose")?.open === true;
  dialog.replaceChildren(close, document.adoptNode(citation));
  if (isMoreOpen) {
    dialog.querySelector("details.choose").open = true;
  }
  prepare(dialog);
  if (!dialog.open) {
    dialog.showModal();
  }
  dialog.querySelector("[data-copy]")?.focus();
}

/** The words that are selected in the text of a passage; null where none are. */
function selected(part) {
  const text = part.querySelector(".passage");
  const selection = getSelection();
  if (!text || selection.rangeCount === 0 || selection.isCollapsed) {
    return null;
  }
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) {
    return null;
  }
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  // Places count characters, of which some take two units.
  const start = [...before.toString()].length;
  return { text, start, end: start + [...range.toString()].length };
}

document.addEventListener("selectionchange", () => {
  for (const button of document.querySelectorAll("[data-selected]")) {
    button.hidden = selected(button.closest(".citation")) === null;
  }
});

// The button that quotes a selection must not undo it.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-selected]")) {
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    copy(document.getElementById(button.dataset.copy)).then(() => say("Copied"));
    return;
  }

  const choice = event.target.closest("[data-selected]");
  const words = choice && selected(choice.closest(".citation"));
  if (words) {
    const values = new URLSearchParams({
      start: words.start,
      end: words.end,
      hash: words.text.dataset.hash,
      style: choice.closest(".citation").dataset.style,
    });
    go(`/cite/${encodeURIComponent(words.text.dataset.passage)}?${values}`, choice);
    return;
  }

  const link = event.target.closest('dialog a[href^="/cite/"]');
  if (link && isPlain(event) && !event.shiftKey) {
    event.preventDefault();
    go(link.href, link);
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("select.style")) {
    remember(event.target.value);
    const form = event.target.form;
    if (form.closest("dialog")) {
      go(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`, form);
    } else {
      form.requestSubmit();
    }
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("dialog form.style")) {
    event.preventDefault();
    go(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`, form);
  }
});

document.addEventListener("keydown", (event) => {
  if (isPlain(event) && !isTyping(event)) {
    front().querySelector(`[data-copy][data-key="${CSS.escape(event.key)}"]`)?.click();
  }
});

prepare(document);
