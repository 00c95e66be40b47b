// The editor in place of a text area, which it keeps filled, so that the form works as without it.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import { appearance } from "./appearance.js";
import { completion } from "./completion.js";
import { diagnostics, faultAt } from "./diagnostics.js";
import { declaration } from "./prefixes.js";
import { t } from "./text.js";
import { typingOverSelection } from "./typing.js";

/** Put an editor in front of a text area, and return it.
 *
 * label: the name for screen readers. vocabulary, suggest: see `completion`. check, tell: see `diagnostics`.
 */
export function editorFor(area, { label, vocabulary, suggest, check, tell }) {
  const host = document.createElement("div");
  host.className = "query-editor";
  const root = host.attachShadow({ mode: "open" });
  area.before(host);
  const run = () => area.form.requestSubmit() ?? true;
  const view = new EditorView({
    root,
    parent: root,
    doc: area.value,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection({ cursorBlinkRate: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 1200 }),
      bracketMatching(),
      closeBrackets(),
      indentOnInput(),
      sparql(),
      typingOverSelection,
      appearance,
      completion(vocabulary, suggest),
      diagnostics(check, tell),
      // Tab is not bound: it leaves the editor, as it leaves any other field.
      keymap.of([
        { key: "Mod-Enter", run, preventDefault: true },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...lintKeymap,
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": "true", tabindex: "0" }),
      EditorState.phrases.of(phrases()),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) area.value = update.state.doc.toString();
        if (update.transactions.some((transaction) => transaction.isUserEvent("input.type"))) declare(update, vocabulary);
      }),
    ],
  });
  area.hidden = true;
  area.required = false;
  return view;
}

/** Show a fault that the server found when the query was run. */
export function showFault(view, { line, column }) {
  if (!line) return;
  const what = t(`Zeile ${line}, Spalte ${column}: hier oder kurz davor`, `Line ${line}, column ${column}: here or shortly before`);
  const fault = faultAt(view.state, Number(line), Number(column), what);
  view.dispatch(setDiagnostics(view.state, [fault]), { selection: { anchor: fault.from }, scrollIntoView: true });
}

/** Declare the prefix whose colon was just typed. */
async function declare({ state, view }, vocabulary) {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  const before = line.text.slice(0, head - line.from);
  const prefix = /(?:^|[^\w?$.:<"'#-])([\w-]+):$/.exec(before)?.[1];
  if (!prefix || /\bPREFIX\s+[\w-]+:$/i.test(before)) return;
  const { prefixes } = await vocabulary;
  const changes = declaration(view.state.doc.toString(), prefix, prefixes);
  if (changes.length) view.dispatch({ changes });
}

function phrases() {
  return t(
    {
      Completions: "Vorschläge",
      Diagnostics: "Fehler",
      "No diagnostics": "Keine Fehler",
      close: "Schließen",
      "Selection deleted": "Auswahl gelöscht",
    },
    {},
  );
}
