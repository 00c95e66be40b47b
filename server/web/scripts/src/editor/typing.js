// Text that is typed over a selection. Chromium would give it the style of what it replaces, in a `style` attribute,
// which our policy forbids; so it is inserted as CodeMirror inserts all else.
import { EditorView } from "@codemirror/view";

export const typingOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (empty || event.inputType !== "insertText" || !event.data || event.isComposing || view.composing) return false;
    const typed = () =>
      view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, event.data, typed))) view.dispatch(typed());
    return true;
  },
});
