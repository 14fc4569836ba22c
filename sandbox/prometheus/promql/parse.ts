import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { BadQuery, ExecutionError } from './errors.ts';
import { numberLiteral, stringLiteral } from './literals.ts';
import { type Node, nodeOf, unsupported } from './node.ts';
import { parseAggregation } from './parse-aggregation.ts';
import { parseBinary } from './parse-binary.ts';
import { parseSelector } from './parse-selector.ts';
import { SIGNATURES } from './signatures.ts';
import type { Expression } from './syntax.ts';
import { checkTypes } from './types.ts';

/** Reads a PromQL expression. Throws BadQuery where it is none, ExecutionError where this evaluator does not know a part of it. */
export function parsePromql(query: string): Expression {
  if (query.trim() === '') throw new BadQuery('1:1: parse error: no expression found in input');
  const tree = parser.parse(query);
  refuseErrors(tree.topNode, query);
  const [top] = nodeOf(tree.topNode, query).children.filter((child) => child.name !== 'LineComment');
  if (top === undefined) throw new BadQuery('1:1: parse error: no expression found in input');
  const expression = expressionOf(top);
  checkTypes(expression);
  return expression;
}

function refuseErrors(top: SyntaxNode, query: string): void {
  const cursor = top.cursor();
  do {
    if (!cursor.type.isError) continue;
    const before = query.slice(0, cursor.from).split('\n');
    const where = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    throw new BadQuery(
      `${where}: parse error: unexpected ${query.slice(cursor.from, cursor.from + 20) || 'end of input'}`,
    );
  } while (cursor.next());
}

/** The expression of a node. */
function expressionOf(node: Node): Expression {
  switch (node.name) {
    case 'NumberDurationLiteral':
      return { kind: 'number', value: numberLiteral(node.text) };
    case 'StringLiteral':
      return { kind: 'string', value: stringLiteral(node.text) };
    case 'ParenExpr':
      return expressionOf(only(node));
    case 'UnaryExpr':
      return unary(node);
    case 'VectorSelector':
    case 'MatrixSelector':
    case 'OffsetExpr':
      return parseSelector(node);
    case 'BinaryExpr':
      return parseBinary(node, expressionOf);
    case 'AggregateExpr':
      return parseAggregation(node, expressionOf);
    case 'FunctionCall':
      return call(node);
    default:
      throw unsupported(node);
  }
}

/** The one child of a node that has exactly one. */
function only(node: Node): Node {
  const [child, ...more] = node.children;
  if (child === undefined || more.length > 0) throw unsupported(node);
  return child;
}

function unary(node: Node): Expression {
  const operand = node.children.at(-1);
  if (operand === undefined) throw unsupported(node);
  const of = expressionOf(operand);
  return node.children[0]?.text === '-' ? { kind: 'negation', of } : of;
}

function call(node: Node): Expression {
  const name = node.children.find((child) => child.name === 'FunctionIdentifier')?.text ?? '';
  if (SIGNATURES[name] === undefined)
    throw new ExecutionError(`not supported by this query engine: function "${name}"`);
  const body = node.children.find((child) => child.name === 'FunctionCallBody');
  return { kind: 'call', name, arguments: (body?.children ?? []).map(expressionOf) };
}
