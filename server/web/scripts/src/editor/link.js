// Links that carry a query: in the address, or, if that would be long, in the fragment, which no server limits.
const LONGEST = 4000;
const FRAGMENT = "#query=";

/** Return the address that opens a query. */
export function linkTo(query, action) {
  const address = new URL(action, location.href);
  const encoded = encodeURIComponent(query);
  return encoded.length > LONGEST ? `${address}${FRAGMENT}${encoded}` : `${address}?query=${encoded}`;
}

/** Return the query in the fragment of this page's address, null where there is none. */
export function queryInFragment() {
  if (!location.hash.startsWith(FRAGMENT)) return null;
  try {
    return decodeURIComponent(location.hash.slice(FRAGMENT.length));
  } catch {
    return null; // cut off on its way here
  }
}
