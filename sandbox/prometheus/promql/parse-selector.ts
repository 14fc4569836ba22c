import { BadQuery } from './errors.ts';
import { durationMs, stringLiteral } from './literals.ts';
import { type Matcher, matchAll, nameMatcher } from './matchers.ts';
import { type Node, unsupported } from './node.ts';
import type { Expression } from './syntax.ts';

type Selector = Extract<Expression, { kind: 'selector' }>;

/** `name{matchers}[range] offset d`: an offset wraps a range, a range wraps the selector. */
export function parseSelector(node: Node): Selector {
  const [inner, ...rest] = node.children;
  if (node.name === 'VectorSelector') {
    const matchers = node.children.flatMap(matchersOf);
    return { kind: 'selector', matchers, matches: matchAll(matchers), offsetMs: 0 };
  }
  if (inner === undefined || !['VectorSelector', 'MatrixSelector'].includes(inner.name)) throw unsupported(node);
  const selector = parseSelector(inner);
  const duration = rest.find((child) => child.name.endsWith('DurationExpr'));
  if (duration === undefined) throw unsupported(node);
  if (node.name === 'MatrixSelector') return { ...selector, rangeMs: positive(plainDuration(duration)) };
  return { ...selector, offsetMs: plainDuration(duration) };
}

function positive(ms: number): number {
  if (ms <= 0) throw new BadQuery('duration must be greater than 0');
  return ms;
}

/** Durations that are themselves computed are not supported. */
function plainDuration(node: Node): number {
  const negative = node.text.startsWith('-');
  const text = negative ? node.text.slice(1).trim() : node.text;
  if (!/^[0-9a-z.]+$/.test(text)) throw unsupported(node);
  return negative ? -durationMs(text) : durationMs(text);
}

function matchersOf(node: Node): Matcher[] {
  if (node.name === 'Identifier') return [nameMatcher(node.text)];
  if (node.name === 'LabelMatchers') return node.children.flatMap(matchersOf);
  if (node.name === 'QuotedLabelName') return [nameMatcher(stringLiteral(node.text))];
  if (node.name !== 'UnquotedLabelMatcher' && node.name !== 'QuotedLabelMatcher') throw unsupported(node);
  const [label, operator, value] = node.children;
  if (label === undefined || operator === undefined || value === undefined) throw unsupported(node);
  return [
    {
      label: label.name === 'LabelName' ? label.text : stringLiteral(label.text),
      operator: operatorOf(operator),
      value: stringLiteral(value.text),
    },
  ];
}

function operatorOf(node: Node): Matcher['operator'] {
  switch (node.text) {
    case '=':
    case '!=':
    case '=~':
    case '!~':
      return node.text;
    default:
      throw unsupported(node);
  }
}
