/** Characters of base64 in both of its alphabets, by their codes. */
const ENCODED = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-')
  ENCODED[character.charCodeAt(0)] = 1;

const isEncoded = (text: string, at: number): boolean => ENCODED[text.charCodeAt(at)] === 1;

const PADDING = '=';
const MOST_PADDING = 2;

/**
 * Runs of at least `least` characters of base64, each with its padding: where they begin and where they end. Of what lies
 * between them most is not looked at: where the last of `least` characters is none of base64, no run begins before it. A
 * pattern that tries each place takes fifty times as long, and this is done to every byte of every log.
 */
export function runsOf(text: string, least: number): [from: number, to: number][] {
  const found: [from: number, to: number][] = [];
  let from = 0;
  while (from + least <= text.length) {
    let last = from + least - 1;
    while (last >= from && isEncoded(text, last)) last -= 1;
    if (last >= from) {
      from = last + 1;
      continue;
    }
    let to = from + least;
    while (isEncoded(text, to)) to += 1;
    const past = to + MOST_PADDING;
    while (to < past && text[to] === PADDING) to += 1;
    found.push([from, to]);
    from = to;
  }
  return found;
}
