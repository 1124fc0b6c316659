// Offers words, actors and sources under the search box: the combobox of the WAI-ARIA practices.
// The focus stays in the box; the list says which offer is meant, and to take it is to search for it.
// Without the list the box is as it was.
"use strict";

{
  const WAIT = 150; // milliseconds after the last key
  const SHORTEST = 2; // letters
  const KINDS = ["words", "actors", "sources"];

  const box = document.getElementById("q");
  const words = box.form.dataset;
  const list = document.createElement("div");
  const said = document.createElement("p");
  let timer, request, options = [], active = -1;

  list.id = "choices";
  list.className = "choices";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.offers);
  said.className = "hidden";
  said.setAttribute("role", "status");
  box.form.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) box.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    if (request) request.abort();
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    mean(-1);
  }

  // The offer that Enter would take; -1 for none.
  function mean(number) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = number;
    const option = options[active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", option.id);
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  function take(option) {
    box.value = option.dataset.q;
    close();
    said.textContent = "";
    box.form.requestSubmit();
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function show(answer) {
    list.replaceChildren();
    options = [];
    for (const kind of KINDS) {
      if (!answer[kind].length) continue;
      const group = document.createElement("div");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", words[kind]);
      const head = element("p", "quiet", words[kind]);
      head.setAttribute("aria-hidden", "true");
      group.append(head);
      for (const offer of answer[kind]) {
        const option = element("div", "option", "");
        option.id = `choice-${options.length}`;
        option.dataset.q = offer.q;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(
          element("bdi", "", offer.text || offer.label),
          " ",
          element("span", "count", offer.count.toLocaleString("en")),
        );
        options.push(option);
        group.append(option);
      }
      list.append(group);
    }
    active = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = options.length ? `${words.offers}: ${options.length}` : words.none;
  }

  async function ask() {
    if (request) request.abort();
    const typed = box.value;
    if (typed.trim().length < SHORTEST) return close();
    const mine = request = new AbortController();
    const asked = new URL(words.suggest, document.baseURI);
    asked.searchParams.set("q", typed);
    try {
      const answer = await fetch(asked, { signal: mine.signal });
      if (!answer.ok) return close();
      const offers = await answer.json();
      if (mine === request && box.value === typed && document.activeElement === box) show(offers);
    } catch (error) {
      if (mine === request && error.name !== "AbortError") close(); // the box works without
    }
  }

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("compositionend", () => { timer = setTimeout(ask, WAIT); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) {
      event.preventDefault();
      ask();
    } else if (step) {
      event.preventDefault();
      const places = options.length + 1; // between the last and the first: the box itself
      mean(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      take(options[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  box.form.addEventListener("submit", close);
}
