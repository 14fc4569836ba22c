import { ExpressionError } from './expression-lexemes.ts';

/** Evaluates one expression over the request's attributes. Throws an ExpressionError for a missing attribute. */
export type Expression = (attributes: Attributes) => unknown;
export interface Attributes {
  [name: string]: unknown;
}

/** String methods, by name. */
export const METHODS: Record<string, (subject: string, argument: string) => boolean> = {
  startsWith: (subject, argument) => subject.startsWith(argument),
  endsWith: (subject, argument) => subject.endsWith(argument),
  contains: (subject, argument) => subject.includes(argument),
  matches: (subject, argument) => new RegExp(argument, 'u').test(subject),
};

/** A member of what an expression answers. */
export function attribute(subject: Expression, name: string): Expression {
  return (attributes) => {
    const owner = subject(attributes);
    if (typeof owner !== 'object' || owner === null || !Object.hasOwn(owner, name)) {
      throw new ExpressionError(`no such key: ${name}`);
    }
    return Reflect.get(owner, name);
  };
}
