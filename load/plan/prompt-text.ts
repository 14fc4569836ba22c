import { randomOf } from './random.ts';

/** Words that common tokenizers know as one token each, with the space before them. */
const WORDS =
  'time year people way day man thing woman life child world school state family student group country problem hand part place case week company system program question work government number night point home water room mother area money story fact month lot right study book eye job word business issue side kind head house service friend father power hour game line end member law car city community name'.split(
    ' ',
  );

/** The text of a part of a prompt, about so many tokens. No two seeds share a beginning: a prefix cache would flatter the result. */
export function promptText(seed: number, tokens: number): string {
  const random = randomOf(seed, 'text');
  return Array.from({ length: tokens }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
}
