/**
 * The part of the Common Expression Language that policies' predicates and counters use: member paths, literals, `==`,
 * `!=`, `&&`, `||`, `!`, parentheses, `in` with a list, and the string methods startsWith, endsWith, contains, matches.
 */

/** Evaluates one expression over the request's attributes. Throws an ExpressionError for a missing attribute. */
export type Expression = (attributes: Attributes) => unknown;
export interface Attributes {
  [name: string]: unknown;
}

/** The text is no expression of this subset, or it names an attribute that is not there (CEL's "no such key"). */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
}

const TOKEN = /\s*(?:(&&|\|\||==|!=|[!().,[\]])|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*))/y;

type Lexeme = { kind: 'punctuation' | 'string' | 'number' | 'name'; text: string };

function lexemes(text: string): Lexeme[] {
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

const METHODS: Record<string, (subject: string, argument: string) => boolean> = {
  startsWith: (subject, argument) => subject.startsWith(argument),
  endsWith: (subject, argument) => subject.endsWith(argument),
  contains: (subject, argument) => subject.includes(argument),
  matches: (subject, argument) => new RegExp(argument, 'u').test(subject),
};

const CONSTANTS: Record<string, unknown> = { true: true, false: false, null: null };

class Parser {
  readonly #text: string;
  readonly #lexemes: Lexeme[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lexemes = lexemes(text);
  }

  parse(): Expression {
    const whole = this.#or();
    if (this.#at < this.#lexemes.length) this.#fail();
    return whole;
  }

  #fail(): never {
    throw new ExpressionError(`cannot read "${this.#text}" at "${this.#lexemes[this.#at]?.text ?? 'its end'}"`);
  }

  #accept(...texts: string[]): string | undefined {
    const next = this.#lexemes[this.#at];
    if (next === undefined || next.kind === 'string' || !texts.includes(next.text)) return undefined;
    this.#at += 1;
    return next.text;
  }

  #expect(text: string): void {
    if (this.#accept(text) === undefined) this.#fail();
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#accept('||') !== undefined) {
      const [first, second] = [left, this.#and()];
      left = (attributes) => first(attributes) === true || second(attributes) === true;
    }
    return left;
  }

  #and(): Expression {
    let left = this.#comparison();
    while (this.#accept('&&') !== undefined) {
      const [first, second] = [left, this.#comparison()];
      left = (attributes) => first(attributes) === true && second(attributes) === true;
    }
    return left;
  }

  #comparison(): Expression {
    const left = this.#unary();
    const operator = this.#accept('==', '!=', 'in');
    if (operator === undefined) return left;
    const right = this.#unary();
    if (operator === '==') return (attributes) => left(attributes) === right(attributes);
    if (operator === '!=') return (attributes) => left(attributes) !== right(attributes);
    return (attributes) => {
      const list = right(attributes);
      return Array.isArray(list) && list.includes(left(attributes));
    };
  }

  #unary(): Expression {
    if (this.#accept('!') === undefined) return this.#member();
    const operand = this.#unary();
    return (attributes) => operand(attributes) !== true;
  }

  #member(): Expression {
    let subject = this.#primary();
    while (this.#accept('.') !== undefined) {
      const name = this.#name();
      subject = this.#accept('(') === undefined ? attribute(subject, name) : this.#call(subject, name);
    }
    return subject;
  }

  #call(subject: Expression, name: string): Expression {
    const method = METHODS[name];
    if (method === undefined) throw new ExpressionError(`"${this.#text}" calls ${name}, which is not known here`);
    const argument = this.#or();
    this.#expect(')');
    return (attributes) => method(String(subject(attributes)), String(argument(attributes)));
  }

  #name(): string {
    const next = this.#lexemes[this.#at];
    if (next?.kind !== 'name') this.#fail();
    this.#at += 1;
    return next.text;
  }

  #primary(): Expression {
    if (this.#accept('(') !== undefined) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    if (this.#accept('[') !== undefined) return this.#list();
    const next = this.#lexemes[this.#at];
    if (next === undefined || next.kind === 'punctuation') this.#fail();
    this.#at += 1;
    if (next.kind === 'string') return () => next.text;
    if (next.kind === 'number') return () => Number(next.text);
    if (next.text in CONSTANTS) return () => CONSTANTS[next.text];
    return attribute((attributes) => attributes, next.text);
  }

  #list(): Expression {
    const items: Expression[] = [];
    while (this.#accept(']') === undefined) {
      items.push(this.#or());
      if (this.#accept(',') === undefined) {
        this.#expect(']');
        break;
      }
    }
    return (attributes) => items.map((item) => item(attributes));
  }
}

function attribute(subject: Expression, name: string): Expression {
  return (attributes) => {
    const owner = subject(attributes);
    if (typeof owner !== 'object' || owner === null || !Object.hasOwn(owner, name)) {
      throw new ExpressionError(`no such key: ${name}`);
    }
    return Reflect.get(owner, name);
  };
}

const parsed = new Map<string, Expression>();

/** Reads an expression, once for each text. Throws an ExpressionError where it cannot be read. */
export function expression(text: string): Expression {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const fresh = new Parser(text).parse();
  parsed.set(text, fresh);
  return fresh;
}
