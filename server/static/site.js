// What all pages gain with scripts: suggestions below the search, and open filters where there is room.
// Everything works without: the search is a form, filters are folds of links.

const ENGLISH = document.documentElement.lang === "en";
const WAIT = 120;

/** Make the field of a search a combobox (WAI-ARIA 1.2) with suggestions from the server. */
function suggestions(input, number) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", ENGLISH ? "Suggestions" : "Vorschläge");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  input.form.append(list, status);
  let timer, asking, active = -1;

  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    activate(-1);
    input.setAttribute("aria-expanded", "false");
  };
  const activate = (place) => {
    active = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options()[place].id);
      options()[place].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (found) => {
    list.replaceChildren(...found.map((item, at) => option(item, `${list.id}-${at}`)));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = ENGLISH ? `${found.length} suggestions` : `${found.length} Vorschläge`;
    activate(-1);
  };
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    if (!input.value.trim()) return close();
    const address = new URL(input.dataset.suggestions, location.href);
    address.searchParams.set("q", input.value);
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { accept: "application/json" } });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (list.hidden) {
      if (event.key === "ArrowDown" && input.value.trim()) ask();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = active + (event.key === "ArrowDown" ? 1 : -1);
      activate(next > last ? -1 : next < -1 ? last : next);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(options()[active].dataset.url);
    }
  });
  list.addEventListener("mousedown", (event) => {
    const chosen = event.target.closest("[role=option]");
    event.preventDefault();
    if (chosen && event.button === 0) location.assign(chosen.dataset.url);
  });
  input.addEventListener("blur", close);
}

/** Return an option: the name of a thing and of its class. */
function option(item, id) {
  const found = document.createElement("li");
  const name = document.createElement("span");
  const kind = document.createElement("span");
  found.id = id;
  found.dataset.url = item.url;
  found.setAttribute("role", "option");
  name.textContent = item.label;
  name.lang = "de";
  kind.textContent = item.kindLabel;
  kind.className = "soft small";
  found.append(name, kind);
  return found;
}

document.querySelectorAll("input[data-suggestions]").forEach(suggestions);
if (matchMedia("(min-width: 62.01rem)").matches) {
  document.querySelectorAll("details.facet").forEach((facet) => { facet.open = true; });
}
