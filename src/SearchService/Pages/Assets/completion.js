// Completion of the query's last word from the collection: a combobox with a list (ARIA Authoring Practices 1.2).
const PAUSE = 120;
const MOST = 6;
const MOST_NAMES = 3;

/** The end of a query that may be completed: up to three words, none of them in a field. */
const TAIL = /(?:[\p{L}\p{M}\p{N}'’-]+ ){0,2}[\p{L}\p{M}\p{N}'’-]{2,}$/u;

export function complete(input, list) {
  let asking = null;
  let waiting = 0;
  let active = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(index) {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  /** What a query becomes with each of the completions. */
  function options(query, tail, found) {
    const word = tail.slice(tail.lastIndexOf(" ") + 1);
    const isQuoted = (query.match(/["“”]/g) ?? []).length % 2 === 1;
    const head = query.slice(0, query.length - word.length);
    const before = query.slice(0, query.length - tail.length);
    const terms = found.terms
      .filter((term) => term.term !== word.toLowerCase())
      .map((term) => ({ shown: term.term, kind: count(term.passages), query: head + term.term }));
    if (isQuoted) {
      return terms;
    }
    return [
      ...terms,
      ...found.authors.slice(0, MOST_NAMES).map((name) => ({ shown: name, kind: "author", query: `${before}author:"${name}" ` })),
      ...found.titles
        .slice(0, MOST_NAMES)
        .map((title) => ({ shown: title.title, kind: "document", query: `${before}document:${title.documentId} ` })),
    ];
  }

  function count(passages) {
    return passages === 1 ? "1 passage" : `${passages.toLocaleString("en")} passages`;
  }

  async function ask() {
    const query = input.value;
    const tail = query.match(TAIL)?.[0];
    if (!tail || input.selectionStart !== query.length) {
      close();
      return;
    }
    asking?.abort();
    asking = new AbortController();
    try {
      // Names and titles are looked for by all of the words, a term by the last of them.
      const answer = await fetch(`/v1/suggest?${new URLSearchParams({ prefix: tail, limit: MOST })}`, { signal: asking.signal });
      if (answer.ok) {
        offer(options(query, tail, await answer.json()));
      }
    } catch (failure) {
      if (failure.name !== "AbortError") {
        close();
      }
    }
  }

  function offer(found) {
    close();
    if (found.length === 0 || document.activeElement !== input) {
      return;
    }
    list.append(
      ...found.map((completion, i) => {
        const option = document.createElement("li");
        option.id = `completion-${i}`;
        option.setAttribute("role", "option");
        option.dataset.query = completion.query;
        const kind = document.createElement("span");
        kind.textContent = completion.kind;
        option.append(completion.shown, " ", kind);
        return option;
      }),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(-1);
  }

  function take(option) {
    input.value = option.dataset.query;
    close();
    input.focus();
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) {
      take(option);
    }
  });
  input.addEventListener("keydown", (event) => {
    const many = list.children.length;
    if (event.key === "Escape" && many > 0) {
      event.preventDefault();
      close();
    } else if (event.key === "Escape") {
      input.blur();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && many > 0) {
      event.preventDefault();
      // One place more than there are options: none of them.
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((active + 1 + step + many + 1) % (many + 1)) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      take(list.children[active]);
    }
  });
}
