// Marks faults as one types: first what the grammar sees, then what only the server's parser knows.
import { linter } from "@codemirror/lint";
import { firstFault } from "./grammar.js";
import { declared } from "./prefixes.js";
import { t } from "./text.js";

const NOWHERE = "urn:ruhrgraph:nothing";

/** Return the extension.
 *
 * check: the address that queries are sent to. prefixes: those that need no declaration.
 * tell: is given the text of the first fault, "" where there is none.
 */
export function diagnostics(check, prefixes, tell) {
  return linter(
    async ({ state }) => {
      const text = state.doc.toString();
      const found = text.trim() ? grammarFault(state, text) ?? (await serverFault(state, text, check, prefixes)) : null;
      tell(found ? found.message : "");
      return found ? [found] : [];
    },
    { delay: 400 },
  );
}

/** Return a fault at a line and column, both from 1, as CodeMirror wants it. */
export function faultAt(state, line, column, what) {
  const { from, to } = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  const start = Math.min(from + Math.max(column - 1, 0), to);
  const word = /^[\p{L}\p{N}_:?$-]+/u.exec(state.sliceDoc(start, to));
  const end = start + (word ? word[0].length : start < to ? 1 : 0);
  return { from: start === end && start > from ? start - 1 : start, to: end, severity: "error", message: what };
}

function grammarFault(state, text) {
  const fault = firstFault(text);
  if (!fault) return null;
  const line = state.doc.lineAt(fault.from);
  const column = fault.from - line.from + 1;
  const token = /^(?:[\p{L}\p{N}_:?$-]+|\S)/u.exec(text.slice(fault.from))?.[0];
  const place = t(`Zeile ${line.number}, Spalte ${column}`, `Line ${line.number}, column ${column}`);
  const what = token
    ? t(`„${token}“ passt hier nicht`, `“${token}” does not fit here`)
    : t("Die Abfrage ist noch nicht zu Ende", "The query is not complete yet");
  return faultAt(state, line.number, column, `${place}: ${what}.`);
}

/** Return what the server's parser says, asked of no data: a query that it can read costs it nothing. */
async function serverFault(state, text, check, prefixes) {
  const known = declared(text);
  const missing = Object.keys(prefixes).filter((prefix) => !known.has(prefix) && text.includes(`${prefix}:`));
  // On the first line, so that the numbers of the lines stay.
  const before = missing.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}> `).join("");
  const body = new URLSearchParams({
    query: before + text,
    "default-graph-uri": NOWHERE,
    "named-graph-uri": NOWHERE,
    timeout: "2",
  });
  try {
    const headers = { accept: "application/problem+json, */*;q=0.1" };
    const response = await fetch(check, { method: "POST", body, headers });
    if (response.status !== 400) return null;
    const { line, column, detail } = await response.json();
    if (!line) return null;
    const there = line === 1 ? Math.max(column - before.length, 1) : column;
    const what = detail.replace(/^line \d+, column \d+: /, "");
    const place = t(`Zeile ${line}, Spalte ${there}`, `Line ${line}, column ${there}`);
    return faultAt(state, line, there, `${place}: ${what}`);
  } catch {
    return null; // the server cannot be reached; what is sent to it later says so
  }
}
