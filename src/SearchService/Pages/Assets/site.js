// Conveniences of every page; each page is whole without them.
import "./gathering.js";

/** Whether a key press is meant for a field that somebody types in. */
export function isTyping(event) {
  return event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

/** Whether a key is pressed by itself, so that no shortcut of the browser is taken. */
export function isPlain(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey;
}

// "/" goes to the page's query, as in many readers.
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && isPlain(event) && !isTyping(event)) {
    const query = document.querySelector("form.query [name=q], form.check textarea");
    if (query) {
      event.preventDefault();
      query.focus();
      query.select();
    }
  }
});
