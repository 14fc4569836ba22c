/** The text is no expression of this subset, or it names an attribute that is not there (CEL's "no such key"). */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
}

const TOKEN = /\s*(?:(&&|\|\||==|!=|[!().,[\]])|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*))/y;

export type Lexeme = { kind: 'punctuation' | 'string' | 'number' | 'name'; text: string };

/** Splits an expression into its lexemes. Throws an ExpressionError where a character fits none. */
export function lexemes(text: string): Lexeme[] {
  const found: Lexeme[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new ExpressionError(`cannot read "${text}" from character ${at + 1}`);
    const [, punctuation, string, number, name] = match;
    if (punctuation !== undefined) found.push({ kind: 'punctuation', text: punctuation });
    else if (string !== undefined) found.push({ kind: 'string', text: string.slice(1, -1).replace(/\\(.)/g, '$1') });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else found.push({ kind: 'name', text: name ?? '' });
  }
  return found;
}
