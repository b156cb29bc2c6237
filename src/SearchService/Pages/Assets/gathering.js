// The list of chosen passages, kept in this browser; the address of the list page carries it whole.
const KEY = "searchservice.list";

/** The cookie of the citation style that was chosen last: the pages come in it. */
const STYLE = "searchservice-style=";

/** As many as the list page shows. */
export const MOST = 100;

/** What an address may have, well within a request line of 8 KB. */
const LONGEST = 7500;

export function gathered() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** The page of a list. */
export function address(list = gathered(), style = remembered()) {
  const values = new URLSearchParams(list.map((id) => ["id", id]));
  if (style && list.length > 0) {
    values.set("style", style);
  }
  return list.length === 0 ? "/list" : `/list?${values}`;
}

/** Adds or removes; says why where it cannot. Null where it could. */
export function put(id, isIn) {
  const list = gathered().filter((other) => other !== id);
  if (isIn) {
    list.push(id);
    if (list.length > MOST || address(list).length > LONGEST) {
      return `The list is full: it has ${list.length - 1} passages. Take what you need of it, and empty it.`;
    }
  }
  keep(list);
  return null;
}

export function empty() {
  keep([]);
}

/** The citation style that was chosen last; null where none was. */
export function remembered() {
  return document.cookie.split("; ").find((cookie) => cookie.startsWith(STYLE))?.slice(STYLE.length) ?? null;
}

export function remember(style) {
  document.cookie = `${STYLE}${style}; path=/; max-age=31536000; samesite=lax`;
}

/** Says something to everyone, readers of screens among them. */
export function say(message) {
  let line = document.getElementById("said");
  if (!line) {
    line = document.createElement("p");
    line.id = "said";
    line.setAttribute("role", "status");
  }
  // What lies under an open dialog is not seen.
  (document.querySelector("dialog[open]") ?? document.body).append(line);
  line.textContent = message;
  line.classList.remove("said");
  requestAnimationFrame(() => line.classList.add("said"));
}

function keep(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    say("This browser keeps nothing, so that there can be no list.");
  }
  show();
}

/** Brings what is seen up to the list: the count beside its name, ticks, buttons. */
export function show() {
  const list = gathered();
  const link = document.querySelector('header.site nav a[href^="/list"]');
  if (link) {
    link.textContent = list.length === 0 ? "List" : `List (${list.length})`;
    link.href = address(list);
  }
  for (const box of document.querySelectorAll('input[type=checkbox][form="gather"]')) {
    box.checked = list.includes(box.value);
  }
  for (const button of document.querySelectorAll("[data-add]")) {
    const isIn = list.includes(button.dataset.add);
    button.textContent = isIn ? "Remove from list" : "Add to list";
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches('input[type=checkbox][form="gather"]')) {
    const refused = put(event.target.value, event.target.checked);
    if (refused) {
      event.target.checked = false;
    }
    say(refused ?? (event.target.checked ? "Added to the list" : "Removed from the list"));
  }
});

document.addEventListener("submit", (event) => {
  const add = event.target.querySelector("[data-add]");
  if (add) {
    event.preventDefault();
    const isIn = gathered().includes(add.dataset.add);
    say(put(add.dataset.add, !isIn) ?? (isIn ? "Removed from the list" : "Added to the list"));
  } else if (event.target.id === "gather") {
    event.preventDefault();
    location.assign(address());
  }
});

// A page that comes back as it was left, style and all, is asked for again where its address leaves the style to what was chosen last.
const STYLE_OF_PAGE = remembered();
addEventListener("pageshow", (event) => {
  if (event.persisted && remembered() !== STYLE_OF_PAGE && !new URLSearchParams(location.search).has("style")) {
    location.reload();
  }
  show();
});
addEventListener("storage", show);
show();
