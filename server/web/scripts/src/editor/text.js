// The two languages of the pages: both texts stand side by side where they are used.
export const language = document.documentElement.lang === "en" ? "en" : "de";

/** Return the text in the language of the page. */
export function t(de, en) {
  return language === "en" ? en : de;
}
