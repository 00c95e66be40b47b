// Marks faults as one types: first what the grammar sees, then what only the server's parser knows.
import { linter } from "@codemirror/lint";
import { firstFault } from "./grammar.js";
import { t } from "./text.js";

/** Return the extension.
 *
 * check: the address that says where a query has a fault. tell: is given the text of the first fault, "" where there is none.
 */
export function diagnostics(check, tell) {
  return linter(
    async ({ state }) => {
      const text = state.doc.toString();
      const found = text.trim() ? grammarFault(state, text) ?? (await serverFault(state, text, check)) : null;
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

/** Return what the server's parser says; it asks no data. */
async function serverFault(state, text, check) {
  try {
    const response = await fetch(check, { method: "POST", body: text, headers: { "content-type": "application/sparql-query" } });
    const { line, column, message } = response.ok ? await response.json() : {};
    if (!message) return null;
    if (!line) return faultAt(state, 1, 1, inWords(message));
    const place = t(`Zeile ${line}, Spalte ${column}`, `Line ${line}, column ${column}`);
    return faultAt(state, line, column, `${place}: ${inWords(message)}`);
  } catch {
    return null; // the server cannot be reached; what is sent to it later says so
  }
}

/** Return a message of the server in the language of the page; what only the parser says stays in its own words. */
function inWords(message) {
  const prefix = /^the prefix (\S*) is not declared$/.exec(message);
  if (prefix) return t(`Das Präfix ${prefix[1]} ist nicht deklariert.`, `The prefix ${prefix[1]} is not declared.`);
  if (message.includes("SELECT contains a variable that is unbound"))
    return t(
      "SELECT nennt eine Variable, die es neben COUNT, SUM und dergleichen nur mit GROUP BY geben kann.",
      "SELECT names a variable that can stand beside COUNT, SUM and the like only with GROUP BY.",
    );
  return t(`Das passt hier nicht (${message}).`, `This does not fit here (${message}).`);
}
