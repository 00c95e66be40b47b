// The colours of the page, as graphics.css has them in light and dark.
const scheme = matchMedia("(prefers-color-scheme: dark)");

/** Return the value of a property that the style gives to an element of some classes. */
function styled(classes, property) {
  const probe = document.createElement("span");
  probe.className = classes;
  document.body.append(probe);
  const value = getComputedStyle(probe)[property];
  probe.remove();
  return value;
}

/** Return the colours that hold now: of the text, the paper, the ties, and a function for those of classes. */
export function colours() {
  const found = new Map();
  return {
    ink: getComputedStyle(document.body).color,
    paper: getComputedStyle(document.body).backgroundColor,
    tie: styled("tie", "stroke"),
    faint: styled("tie faint", "stroke"),
    ofClass(name) {
      if (!found.has(name)) found.set(name, styled(`node ${name}`, "fill"));
      return found.get(name);
    },
  };
}

/** Call a function each time the reader changes between light and dark. */
export function whenSchemeChanges(change) {
  scheme.addEventListener("change", change);
}
