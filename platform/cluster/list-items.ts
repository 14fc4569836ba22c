/** Where the parts of a list are in its JSON: `[begin, end)` of each item, and of all of them with their brackets. */
export interface ListParts {
  items: [number, number][];
  whole: [number, number];
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function pastBlanks(json: Buffer, from: number): number {
  let at = from;
  while (isBlank(json[at])) at += 1;
  return at;
}

/** The place after a text that begins at `from`; the end of all where it does not end. Most are short: a search would cost more than a look at each byte. */
function pastText(json: Buffer, from: number): number {
  const end = json.length;
  for (let at = from + 1; at < end; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at += 1;
  }
  return end;
}

/** The place of the comma or bracket that ends the value at `from`; the end of all where nothing does. */
function endOfValue(json: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; ) {
    const byte = json[at];
    if (byte === QUOTE) {
      at = pastText(json, at);
      continue;
    }
    if (depth === 0 && (byte === COMMA || byte === CLOSING_BRACKET || byte === CLOSING_BRACE)) return at;
    if (byte === OPENING_BRACE || byte === OPENING_BRACKET) depth += 1;
    else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) depth -= 1;
    at += 1;
  }
  return json.length;
}

/** The place of the bracket that opens the field `items` of the object that `json` is. */
function openingOfItems(json: Buffer): number | undefined {
  let at = pastBlanks(json, 0);
  if (json[at] !== OPENING_BRACE) return undefined;
  for (;;) {
    const name = pastBlanks(json, at + 1);
    if (json[name] !== QUOTE) return undefined;
    const colon = pastBlanks(json, pastText(json, name));
    if (json[colon] !== COLON) return undefined;
    const value = pastBlanks(json, colon + 1);
    if (json.toString('latin1', name, colon).trimEnd() === '"items"')
      return json[value] === OPENING_BRACKET ? value : undefined;
    at = endOfValue(json, value);
    if (json[at] !== COMMA) return undefined;
  }
}

/**
 * Finds the items of a list in its JSON, so that they can be parsed one by one: a page of fat objects, parsed at once, takes
 * several times its megabytes, and what lives so long is not given back before the next page. Undefined where there are
 * none to be found, for whatever reason: then the JSON as a whole tells it. It does not say that the JSON is valid.
 */
export function listParts(json: Buffer): ListParts | undefined {
  const opening = openingOfItems(json);
  if (opening === undefined) return undefined;
  const items: [number, number][] = [];
  let at = pastBlanks(json, opening + 1);
  if (json[at] === CLOSING_BRACKET) return { items, whole: [opening, at + 1] };
  for (;;) {
    const end = endOfValue(json, at);
    items.push([at, end]);
    if (json[end] === CLOSING_BRACKET) return { items, whole: [opening, end + 1] };
    if (json[end] !== COMMA) return undefined;
    at = pastBlanks(json, end + 1);
  }
}
