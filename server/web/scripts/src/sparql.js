// The page /sparql: the editor, the queries that were run here, and links to a query.
import { linkTo, queryInFragment } from "./editor/link.js";
import { remember, showRecent } from "./editor/recent.js";
import { t } from "./editor/text.js";
import { editorFor, showFault } from "./editor/view.js";

// Servers limit the length of addresses; a longer query is sent in the body.
const LONGEST_ADDRESS = 32_000;

const area = document.querySelector("#query");
const form = area.form;
const problem = document.querySelector("#query-problem");
const { terms, suggest, check } = form.dataset;

area.value = queryInFragment() ?? area.value;
const view = editorFor(area, {
  label: form.querySelector("label[for=query]").textContent.trim(),
  vocabulary: vocabulary(),
  suggest,
  check,
  tell: (text) => (problem.textContent = text),
});
showFault(view, area.dataset);
form.querySelector("label[for=query]").addEventListener("click", () => view.focus());

form.addEventListener("submit", () => {
  remember(area.value);
  form.method = encodeURIComponent(area.value).length > LONGEST_ADDRESS ? "post" : "get";
});

const recent = document.querySelector("#recent");
if (recent) {
  showRecent(recent, (query) => {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: query } });
    view.focus();
  });
}

const share = document.querySelector("#share");
const link = document.querySelector("#share-link");
share.hidden = false;
share.addEventListener("click", async () => {
  link.value = linkTo(area.value, form.getAttribute("action"));
  link.parentElement.hidden = false;
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
    share.textContent = t("Link kopiert", "Link copied");
  } catch {
    link.focus(); // the browser allows no copying here: the link is selected, ready to be copied by hand
  }
});

/** Return what the editor completes; without it, the editor works all the same. */
async function vocabulary() {
  try {
    const response = await fetch(terms);
    if (response.ok) return await response.json();
  } catch {
    // the server cannot be reached
  }
  return { prefixes: {}, terms: [], base: "" };
}

for (const code of document.querySelectorAll("pre.copied")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = t("Kopieren", "Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.firstElementChild.textContent);
    button.textContent = t("Kopiert", "Copied");
  });
  // Where the browser allows no copying, there is nothing to offer.
  if (navigator.clipboard) code.append(button);
}
