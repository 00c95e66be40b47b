// The queries that were run in this browser. They stay in its storage and are sent nowhere.
import { language, t } from "./text.js";

const KEY = "ruhrgraph.queries";
const MOST = 50;

/** Return the queries, the last one first, as { query, when }. */
function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(({ query, when }) => typeof query === "string" && when > 0) : [];
  } catch {
    return []; // the browser keeps nothing, or something else wrote there
  }
}

function write(queries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries.slice(0, MOST)));
  } catch {
    // the browser keeps nothing: there is no list then
  }
}

/** Remember a query. */
export function remember(query) {
  if (!query.trim()) return;
  write([{ query, when: Date.now() }, ...read().filter((old) => old.query !== query)]);
}

/** Fill the section with the queries, and call `open` with the one that is chosen. */
export function showRecent(section, open) {
  const list = section.querySelector("ol");
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const show = () => {
    const queries = read();
    list.replaceChildren(...queries.map((entry) => item(entry, dates, open)));
    section.hidden = queries.length === 0;
  };
  section.querySelector(".actions button").addEventListener("click", () => {
    write([]);
    show();
  });
  show();
}

function item({ query, when }, dates, open) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  // Prologue and comments are alike in most queries: what tells them apart comes behind.
  const shown = query.replace(/^(?:\s*(?:#.*|(?:PREFIX|BASE)\b.*)(?:\n|$))*/i, "").trim() || query.trim();
  button.textContent = shown.split(/\s+/).join(" ").slice(0, 120);
  button.addEventListener("click", () => open(query));
  const time = document.createElement("time");
  time.dateTime = new Date(when).toISOString();
  time.textContent = dates.format(when);
  const entry = document.createElement("li");
  entry.append(button, " ", time);
  return entry;
}
