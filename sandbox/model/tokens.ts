const PIECE = /\s*(?:[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_])/gu;

/**
 * Splits a text into tokens: words and single signs, each with the white space before it. Joined, they are the text
 * again (but for white space at its end), so a stream of them can be put together by its reader.
 */
export function tokensOf(text: string): string[] {
  return text.match(PIECE) ?? [];
}

const SIMULATOR_PIECE = /(?:\w+|[-{}:,.?!;@#$%^&*()+_~/\\<>[\]="])\s*/g;

/** Tokens of the simulator v0.5.1: words and signs of ASCII, each with the white space after it; whatever else there is, is lost. */
export function simulatorTokensOf(text: string): string[] {
  return text.match(SIMULATOR_PIECE) ?? [];
}
