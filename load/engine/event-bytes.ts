/** What an event of a stream holds, as bits. */
export const ANSWER = 1;
const REASONING = 2;
const TOOL = 4;
export const USAGE = 8;
export const FINISH = 16;
export const ERROR = 32;
/** Any text that the model generated. */
export const TOKEN = ANSWER | REASONING | TOOL;

const QUOTE = 34;
const COLON = 58;
const SPACE = 32;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;

function skipSpaces(text: string, at: number): number {
  let place = at;
  while (text.charCodeAt(place) === SPACE) place += 1;
  return place;
}

/** Where the value of a key begins, from `from` on; -1 where there is none. Quotes inside of strings are escaped, so no text looks like a key. */
function valueAt(text: string, key: string, from = 0): number {
  for (let at = text.indexOf(key, from); at !== -1; at = text.indexOf(key, at + key.length)) {
    const colon = skipSpaces(text, at + key.length);
    if (text.charCodeAt(colon) === COLON) return skipSpaces(text, colon + 1);
  }
  return -1;
}

/** The key has somewhere a string that is not empty. Log probabilities have a "content" of their own, which is a list. */
function hasText(text: string, key: string): boolean {
  for (let at = valueAt(text, key); at !== -1; at = valueAt(text, key, at)) {
    if (text.charCodeAt(at) === QUOTE && text.charCodeAt(at + 1) !== QUOTE) return true;
  }
  return false;
}

/**
 * What the JSON of one event holds, told by its bytes: to parse each event would take longer than its tokens are apart.
 * `line` is its text in Latin-1, one character a byte; nothing is looked for that UTF-8 could hide.
 */
export function contents(line: string): number {
  let found = 0;
  if (hasText(line, '"content"') || hasText(line, '"text"') || hasText(line, '"refusal"')) found |= ANSWER;
  // vLLM had reasoning_content, and has reasoning since 0.11.
  if (line.includes('"reasoning') && (hasText(line, '"reasoning_content"') || hasText(line, '"reasoning"')))
    found |= REASONING;
  const tools = valueAt(line, '"tool_calls"');
  if (
    tools !== -1 &&
    line.charCodeAt(tools) === OPEN_BRACKET &&
    line.charCodeAt(skipSpaces(line, tools + 1)) !== CLOSE_BRACKET
  )
    found |= TOOL;
  const usage = valueAt(line, '"usage"');
  if (usage !== -1 && line.charCodeAt(usage) === OPEN_BRACE) found |= USAGE;
  if (hasText(line, '"finish_reason"')) found |= FINISH;
  const error = valueAt(line, '"error"');
  const isError = error !== -1 && (line.charCodeAt(error) === OPEN_BRACE || line.charCodeAt(error) === QUOTE);
  const object = valueAt(line, '"object"');
  if (isError || (object !== -1 && line.startsWith('"error"', object))) found |= ERROR;
  return found;
}

/** The whole number that a key has; undefined where it has none. */
export function numberOf(line: string, key: string): number | undefined {
  const at = valueAt(line, key);
  if (at === -1) return undefined;
  const number = Number.parseInt(line.slice(at, at + 12), 10);
  return Number.isNaN(number) ? undefined : number;
}

/** The string that a key has, as it is escaped; undefined where it has none. */
export function wordOf(line: string, key: string): string | undefined {
  const at = valueAt(line, key);
  if (at === -1 || line.charCodeAt(at) !== QUOTE) return undefined;
  return line.slice(at + 1, line.indexOf('"', at + 1));
}
