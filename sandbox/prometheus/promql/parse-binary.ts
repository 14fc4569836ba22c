import { BadQuery } from './errors.ts';
import { labelNames, type Node, unsupported } from './node.ts';
import { type BinaryOperator, COMPARISONS, type Expression, type Matching, SET_OPERATORS } from './syntax.ts';

const OPERATORS: Record<string, BinaryOperator> = {
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  Mod: '%',
  Pow: '^',
  Eql: '==',
  Neq: '!=',
  Gtr: '>',
  Lss: '<',
  Gte: '>=',
  Lte: '<=',
  And: 'and',
  Or: 'or',
  Unless: 'unless',
};

/** `left operator [bool] [on|ignoring (…)] [group_left|group_right (…)] right`. */
export function parseBinary(node: Node, expressionOf: (node: Node) => Expression): Expression {
  const left = node.children[0];
  const right = node.children.at(-1);
  const symbol = node.children[1];
  const operator = OPERATORS[symbol?.name ?? ''];
  if (left === undefined || right === undefined || operator === undefined) throw unsupported(node);
  const modifiers = node.children.slice(2, -1);
  const bool = modifiers.some((child) => child.name === 'BoolModifier');
  if (bool && !COMPARISONS.includes(operator))
    throw new BadQuery('bool modifier can only be used on comparison operators');
  const clause = modifiers.find((child) => child.name === 'MatchingModifierClause');
  const other = modifiers.find((child) => child.name !== 'BoolModifier' && child.name !== 'MatchingModifierClause');
  if (other !== undefined) throw unsupported(other);
  const matching = clause === undefined ? { on: false, labels: [] } : matchingOf(clause);
  if (matching.many !== undefined && SET_OPERATORS.includes(operator)) {
    throw new BadQuery(`no grouping allowed for "${operator}" operation`);
  }
  const binary = (of: Node): Expression => ({
    kind: 'binary',
    operator,
    bool,
    matching,
    left: expressionOf(of),
    right: expressionOf(right),
  });
  // The grammar reads a sign as part of a number; Prometheus lets `^` bind more tightly: -2 ^ 2 is -4.
  if (operator !== '^' || left.name !== 'NumberDurationLiteral' || !/^[+-]/.test(left.text)) return binary(left);
  const power = binary({ ...left, text: left.text.slice(1) });
  return left.text.startsWith('-') ? { kind: 'negation', of: power } : power;
}

function matchingOf(clause: Node): Matching {
  const matching: Matching = { on: false, labels: [] };
  let labelsOf: 'matching' | 'many' = 'matching';
  for (const child of clause.children) {
    if (child.name === 'On') matching.on = true;
    else if (child.name === 'Ignoring') matching.on = false;
    else if (child.name === 'GroupLeft' || child.name === 'GroupRight') {
      matching.many = { side: child.name === 'GroupLeft' ? 'left' : 'right', include: [] };
      labelsOf = 'many';
    } else if (child.name === 'GroupingLabels') {
      const names = labelNames(child);
      if (labelsOf === 'matching') matching.labels = names;
      else if (matching.many !== undefined) matching.many.include = names;
    } else throw unsupported(child);
  }
  return matching;
}
