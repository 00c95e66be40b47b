// The editor of the page /sparql.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorView, keymap } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";

const area = document.querySelector("textarea#query");
const view = new EditorView({
  doc: area.value,
  extensions: [history(), keymap.of([...defaultKeymap, ...historyKeymap]), sparql()],
});
area.after(view.dom);
