// The list page: what is removed here is removed from the list that the browser keeps.
import "./citing.js";
import { address, empty, gathered, put } from "./gathering.js";

const asked = new URLSearchParams(location.search);
if (!asked.has("id") && gathered().length > 0) {
  location.replace(address());
}

for (const line of document.querySelectorAll("[data-scriptless]")) {
  line.hidden = true;
}

document.addEventListener("click", (event) => {
  const remove = event.target.closest("[data-remove]");
  if (remove) {
    put(remove.dataset.remove, false);
  } else if (event.target.closest("[data-clear]")) {
    empty();
  }
});
