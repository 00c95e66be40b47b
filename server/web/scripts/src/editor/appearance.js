// Colours and sizes of the editor. It is in a shadow root, where styles are constructed and our policy allows them; the
// variables come from the page.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const theme = EditorView.theme({
  "&": {
    color: "var(--code-text)",
    backgroundColor: "var(--code-background)",
    fontSize: "var(--code-size)",
    borderRadius: "6px",
  },
  "&.cm-focused": { outline: "3px solid var(--code-focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--code-font)", lineHeight: "1.5", minHeight: "var(--code-least)", maxHeight: "var(--code-most)" },
  ".cm-content": { caretColor: "var(--code-text)" },
  ".cm-cursor": { borderLeftColor: "var(--code-text)" },
  ".cm-gutters": { borderRadius: "6px 0 0 6px", color: "var(--code-muted)", backgroundColor: "var(--code-background)", border: "0" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--code-selected) !important" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--code-selected)", outline: "1px solid var(--code-muted)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--code-error)",
    textUnderlineOffset: "3px",
  },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--code-error)" },
  ".cm-tooltip": {
    color: "var(--code-text)",
    backgroundColor: "var(--code-raised)",
    border: "1px solid var(--code-muted)",
    maxWidth: "min(40rem, 90vw)",
  },
  ".cm-tooltip .cm-diagnostic": { borderLeftColor: "var(--code-error)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--code-font)", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { minHeight: "24px", lineHeight: "24px", padding: "0 6px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--code-text)",
    background: "var(--code-selected)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > completion-section": { color: "var(--code-muted)", fontWeight: "bold", opacity: "1" },
  ".cm-completionDetail": { color: "var(--code-muted)", fontStyle: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "bold" },
  ".cm-completionInfo": { padding: "6px 9px", overflowWrap: "anywhere" },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "bold" },
  { tag: tags.variableName, color: "var(--code-variable)" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--code-literal)" },
  { tag: [tags.namespace, tags.url, tags.propertyName, tags.name], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--code-muted)", fontStyle: "italic" },
]);

export const appearance = [theme, syntaxHighlighting(colours)];
