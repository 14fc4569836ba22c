/** A board's variables as far as it says what they start with, by name. */
export type VariableValues = ReadonlyMap<string, string>;

/** What a board's tool puts in itself; a length that any interval of scrapes fits into. */
const OWN_DURATIONS = new Set(['__interval', '__rate_interval', '__range', 'interval', 'resolution']);
const DURATION = '5m';
const OWN_NUMBERS: Record<string, string> = {
  __interval_ms: '300000',
  __range_s: '300',
  __range_ms: '300000',
  __from: '0',
  __to: '300000',
};
/** $name, ${name}, ${name:format} and [[name]]. */
const VARIABLE = /\$\{([A-Za-z_]\w*)(?::[^}]*)?\}|\$([A-Za-z_]\w*)|\[\[([A-Za-z_]\w*)(?::[^\]]*)?\]\]/g;
const LITERAL = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;
/** A matcher whose literal has just been replaced by one that matches anything. */
const ANYTHING = '.*';

/** A query with something in place of every variable; `unknown` are those for which the board names no value. */
export interface Filled {
  query: string;
  unknown: string[];
}

/**
 * Puts a value in place of each variable of a board, so that the query is PromQL. A variable within a matcher's text stands
 * for any value: `{tier=~"$tier"}` becomes `{tier=~".*"}`.
 */
export function filled(text: string, values: VariableValues): Filled {
  const unknown = new Set<string>();
  const plain: string[] = [];
  let from = 0;
  for (const match of text.matchAll(LITERAL)) {
    plain.push(outsideLiterals(text.slice(from, match.index), values, unknown));
    const [literal] = match;
    const hasVariable = literal.search(VARIABLE) >= 0 && isMatcher(plain.at(-1) ?? '');
    if (hasVariable) plain.push(asPattern(plain.pop() ?? ''));
    plain.push(hasVariable ? patternOf(literal) : literal);
    from = match.index + literal.length;
  }
  plain.push(outsideLiterals(text.slice(from), values, unknown));
  return { query: plain.join(''), unknown: [...unknown] };
}

const isMatcher = (before: string): boolean => /(?:=~|!~|!=|=)\s*$/.test(before);
/** `=` of one value becomes `=~` of a pattern; what is excluded stays so. */
const asPattern = (before: string): string =>
  before.replace(
    /(=~|!~|!=|=)(\s*)$/,
    (_, operator: string, blank: string) => `${operator.startsWith('!') ? '!~' : '=~'}${blank}`,
  );

function patternOf(literal: string): string {
  const quote = literal.slice(0, 1);
  const inner = literal.slice(1, -1).replace(VARIABLE, ANYTHING);
  return `${quote}${inner}${quote}`;
}

function outsideLiterals(text: string, values: VariableValues, unknown: Set<string>): string {
  return text.replace(VARIABLE, (whole: string, braced?: string, bare?: string, bracketed?: string, at?: number) => {
    const name = braced ?? bare ?? bracketed ?? '';
    const own = OWN_DURATIONS.has(name) ? DURATION : OWN_NUMBERS[name];
    const value = values.get(name) ?? own;
    if (value !== undefined) return value;
    // A variable that is a range's length can only be a duration.
    if (/\[\s*$/.test(text.slice(0, at))) return DURATION;
    unknown.add(name);
    return whole;
  });
}
