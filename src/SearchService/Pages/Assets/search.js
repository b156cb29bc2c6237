// The search page: completion, keys, and citations in a dialog.
import { isPlain, isTyping } from "./site.js";
import { openIn } from "./citing.js";
import { address, remember, remembered } from "./gathering.js";
import { complete } from "./completion.js";

const DEFAULTS = { sort: "relevance", style: "apa", perDocument: "" };

const form = document.querySelector("form.search");
const cite = document.getElementById("cite");
const keys = document.getElementById("keys");

complete(document.getElementById("q"), document.getElementById("completions"));

// An address says only what differs.
form.addEventListener("formdata", (event) => {
  for (const [name, value] of Object.entries(DEFAULTS)) {
    // Where another style is remembered, an address without one means that.
    const isMeant = name === "style" && (remembered() ?? value) !== value;
    if (event.formData.get(name) === value && !isMeant) {
      event.formData.delete(name);
    }
  }
});

form.addEventListener("change", (event) => {
  if (event.target.matches("select")) {
    if (event.target.name === "style") {
      remember(event.target.value);
    }
    if (form.elements.q.value.trim() !== "" && !event.target.matches(".style")) {
      form.requestSubmit();
    }
  }
});

/** The hit that has the focus, or has something that has it. */
function current() {
  return document.activeElement?.closest(".hit") ?? null;
}

function step(by) {
  const hits = [...document.querySelectorAll(".hit")];
  const at = hits.indexOf(current());
  const next = at < 0 && by < 0 ? -1 : at + by;
  if (next >= hits.length) {
    document.querySelector(".pages a[rel=next]")?.focus();
  } else if (next >= 0) {
    const title = hits[next].querySelector("a.title");
    title.focus({ preventScroll: true });
    hits[next].scrollIntoView({ block: "nearest" });
  }
}

function openCitation(hit) {
  const link = hit.querySelector("a.cite");
  openIn(cite, link.href);
}

function showKeys() {
  keys.showModal();
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  c: () => openCitation(current() ?? document.querySelector(".hit")),
  s: () => (current() ?? document.querySelector(".hit")).querySelector("input[type=checkbox]").click(),
  l: () => location.assign(address()),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  const act = ACTS[event.key];
  if (act && keys && isPlain(event) && !isTyping(event) && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    act();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    event.target.closest("dialog").close();
  } else if (event.target.closest("[data-keys]")) {
    showKeys();
  } else if (event.target.matches("a.cite") && isPlain(event) && !event.shiftKey) {
    event.preventDefault();
    openCitation(event.target.closest(".hit"));
  }
});

// Beside a dialog one closes it; a selection of its words that ends there is no such press.
document.addEventListener("mousedown", (event) => {
  if (event.target.matches("dialog[open]")) {
    const { left, right, top, bottom } = event.target.getBoundingClientRect();
    if (event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom) {
      event.target.close();
    }
  }
});

// The style that was chosen in the dialog is that of the page, too, which then shows the same passage.
cite?.addEventListener("close", () => {
  const chosen = cite.querySelector(".citation")?.dataset.style;
  if (chosen && chosen !== form.elements.style.value) {
    const values = new URLSearchParams(location.search);
    values.set("style", chosen);
    location.replace(`?${values}#${current()?.id ?? ""}`);
  }
});
