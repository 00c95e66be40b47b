// Text that is typed over a selection. Chromium would give it the style of what it replaces, in a `style` attribute,
// which our policy forbids; so it is inserted as CodeMirror inserts all else.
import { EditorView } from "@codemirror/view";

export const typingOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || !event.data || event.isComposing || view.composing) return false;
    // What is selected now: the editor learns a moment later of a selection that was not made by its own means.
    const selected = view.root.getSelection?.();
    const { anchorNode, focusNode } = selected ?? {};
    if (!view.contentDOM.contains(anchorNode ?? null) || !view.contentDOM.contains(focusNode ?? null)) return false;
    const anchor = view.posAtDOM(anchorNode, selected.anchorOffset);
    const head = view.posAtDOM(focusNode, selected.focusOffset);
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
    if (from === to) return false;
    const insert = view.state.toText(event.data);
    const typed = () =>
      view.state.update({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        userEvent: "input.type",
        scrollIntoView: true,
      });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, event.data, typed))) view.dispatch(typed());
    return true;
  },
});
