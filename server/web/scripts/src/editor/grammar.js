// What the grammar says of a query, without asking the server.
import { SparqlLanguage } from "codemirror-lang-sparql";

// The grammar lacks the hash functions; each is read as another function of one argument whose name is as long.
const HASHES = { MD5: "STR", SHA1: "LANG", SHA256: "STRLEN", SHA384: "STRLEN", SHA512: "STRLEN" };
const HASH = /\b(?:MD5|SHA(?:1|256|384|512))(?=\s*\()/gi;

/** Return the first place that is against the grammar, as { from, to }; null where there is none. */
export function firstFault(text) {
  const read = text.replace(HASH, (name) => HASHES[name.toUpperCase()]);
  let found = null;
  SparqlLanguage.parser.parse(read).iterate({
    enter(node) {
      if (node.type.isError && !found) found = { from: node.from, to: node.to };
      return !found;
    },
  });
  return found;
}
