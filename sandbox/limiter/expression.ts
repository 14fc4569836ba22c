import { attribute, type Expression, METHODS } from './attributes.ts';
import { ExpressionError, type Lexeme, lexemes } from './expression-lexemes.ts';

/**
 * The part of the Common Expression Language that policies' predicates and counters use: member paths, literals, `==`,
 * `!=`, `&&`, `||`, `!`, parentheses, `in` with a list, and the string methods startsWith, endsWith, contains, matches.
 */

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

const parsed = new Map<string, Expression>();

/** Reads an expression, once for each text. Throws an ExpressionError where it cannot be read. */
export function expression(text: string): Expression {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const fresh = new Parser(text).parse();
  parsed.set(text, fresh);
  return fresh;
}
