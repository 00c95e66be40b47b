// Declarations of prefixes in a query.

/** Return the prefixes that a query declares. */
export function declared(text) {
  return new Set([...text.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map(([, prefix]) => prefix));
}

/** Return the change of a document that declares a prefix, nothing where it is declared or not known. */
export function declaration(text, prefix, prefixes) {
  if (!(prefix in prefixes) || declared(text).has(prefix)) return [];
  // In front of the query, but behind the comments that begin it.
  const from = /^(?:\s*#.*\n)*/.exec(text)[0].length;
  return [{ from, insert: `PREFIX ${prefix}: <${prefixes[prefix]}>\n` }];
}
