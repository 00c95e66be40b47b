// Completion: prefixes, classes and properties with their labels, keywords, variables, and things from the graph.
import { autocompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { declaration } from "./prefixes.js";
import { t } from "./text.js";

const KEYWORDS = `SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS ASK CONSTRUCT DESCRIBE PREFIX FROM
  NAMED HAVING LIMIT OFFSET ASC DESC EXISTS NOT UNDEF`.split(/\s+/).concat("ORDER BY", "GROUP BY", "FILTER NOT EXISTS");
const FUNCTIONS = `COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE BOUND IRI COALESCE IF CONCAT STRLEN SUBSTR UCASE
  LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER REGEX REPLACE ABS ROUND CEIL FLOOR YEAR MONTH DAY ISIRI ISLITERAL
  LANGMATCHES`.split(/\s+/);
const MOST = 60;
const LEAST_LETTERS = 3;

/** Return the extension; `vocabulary` is a promise of `prefixes` and `terms`, `suggest` the address that knows the things. */
export function completion(vocabulary, suggest) {
  const known = vocabulary.then(({ base, prefixes, terms }) => ({
    base,
    terms: terms.map((term) => termOption(term, prefixes)),
    plain: [...prefixOptions(prefixes), ...wordOptions()],
  }));
  const source = async (context) => {
    const word = context.matchBefore(/[?$]?[\p{L}\p{N}_.:-]*/u);
    if (!word || (word.from === word.to && !context.explicit) || isText(context)) return null;
    if (/^[?$]/.test(word.text)) return result(word, variables(context.state.doc.toString(), word), word.text);
    const { base, terms, plain } = await known;
    const ranked = [...rank(terms, word.text, context), ...rank(plain, word.text, context)];
    const things = word.text.includes(":") ? [] : await thingOptions(word.text, suggest, base, context);
    return context.aborted ? null : result(word, [...ranked, ...things].slice(0, MOST), word.text);
  };
  return autocompletion({ override: [source], icons: false, activateOnTypingDelay: 150, maxRenderedOptions: MOST });
}

function result(word, options, text) {
  return options.length && !(options.length === 1 && options[0].label === text)
    ? { from: word.from, options, filter: false }
    : null;
}

function isText({ state, pos }) {
  return /Comment|String|IriRef/.test(syntaxTree(state).resolveInner(pos, -1).name);
}

function termOption({ name, kind, label, comment, domains }, prefixes) {
  const [prefix] = name.split(":");
  return {
    label: name,
    detail: label,
    type: kind,
    info: comment || undefined,
    domains: domains ?? [],
    // What is compared with what was typed: the name with and without its prefix, and the words of the label.
    keys: [name, name.slice(prefix.length + 1), ...(label ?? "").split(/[\s()/-]+/)].map((key) => key.toLowerCase()),
    apply: inserting(name, prefix, prefixes),
  };
}

function prefixOptions(prefixes) {
  return Object.entries(prefixes).map(([prefix, iri]) => ({
    label: `${prefix}:`,
    detail: iri,
    type: "namespace",
    keys: [`${prefix}:`],
    apply: inserting(`${prefix}:`, prefix, prefixes),
  }));
}

function wordOptions() {
  const options = (words, type, end) =>
    words.map((word) => ({ label: word, type, keys: [word.toLowerCase()], apply: word + end }));
  return [...options(KEYWORDS, "keyword", " "), ...options(FUNCTIONS, "function", "(")];
}

/** Return the function that inserts a name, and declares its prefix where the query does not. */
function inserting(text, prefix, prefixes) {
  return (view, _option, from, to) => {
    const added = declaration(view.state.doc.toString(), prefix, prefixes);
    const moved = added.reduce((sum, { insert }) => sum + insert.length, 0);
    const changes = [...added, { from, to, insert: text }];
    view.dispatch({ changes, selection: { anchor: from + moved + text.length }, userEvent: "input.complete" });
  };
}

/** Return the options that fit what was typed, the best first. */
function rank(options, typed, context) {
  const wanted = typed.toLowerCase();
  const text = context.state.doc.toString();
  const behindA = /(?:^|[\s;])a\s+$/.test(text.slice(Math.max(0, context.pos - typed.length - 9), context.pos - typed.length));
  const weigh = ({ keys, type, domains }) => {
    const place = keys.findIndex((key) => key.startsWith(wanted));
    if (place < 0) return 0;
    const fits = behindA ? type === "class" : type === "property" && domains.some((name) => text.includes(name));
    return 10 - Math.min(place, 3) + (fits ? 10 : 0);
  };
  const found = options.map((option) => [weigh(option), option]).filter(([weight]) => weight);
  return found.sort(([a], [b]) => b - a).map(([, option]) => option);
}

function variables(text, word) {
  const names = new Set([...text.matchAll(/[?$]([\p{L}\p{N}_]+)/gu)].map(([, name]) => name));
  names.delete(word.text.slice(1));
  const begun = word.text.slice(1).toLowerCase();
  const fits = [...names].filter((name) => name.toLowerCase().startsWith(begun)).sort();
  return fits.map((name) => ({ label: `${word.text[0]}${name}`, type: "variable" }));
}

/** Return things whose name begins with a word, as their IRIs. */
async function thingOptions(typed, suggest, base, context) {
  if (typed.length < LEAST_LETTERS || KEYWORDS.includes(typed.toUpperCase())) return [];
  const asked = new AbortController();
  context.addEventListener("abort", () => asked.abort());
  try {
    const response = await fetch(`${suggest}?prefix=${encodeURIComponent(typed)}`, { signal: asked.signal });
    const { result: things } = response.ok ? await response.json() : { result: [] };
    return things.map(({ id, name, notable: [kind] }) => ({
      label: name,
      detail: kind.name,
      type: "thing",
      info: `${base}id/${id}`,
      apply: `<${base}id/${id}>`,
      section: { name: t("Aus dem Graphen", "From the graph"), rank: 1 },
    }));
  } catch {
    return []; // aborted, or the server cannot be reached: the other options are there all the same
  }
}
