import { BadQuery, ExecutionError } from './errors.ts';
import { labelNames, type Node, unsupported } from './node.ts';
import type { AggregationName, Expression, Grouping } from './syntax.ts';

const NAMES: Record<string, AggregationName> = {
  sum: 'sum',
  min: 'min',
  max: 'max',
  avg: 'avg',
  count: 'count',
  group: 'group',
  topk: 'topk',
  bottomk: 'bottomk',
  quantile: 'quantile',
};
const WITH_PARAMETER: readonly AggregationName[] = ['topk', 'bottomk', 'quantile'];

/** `name [by|without (…)] ([parameter,] vector)`; the modifier may also follow. */
export function parseAggregation(node: Node, expressionOf: (node: Node) => Expression): Expression {
  const spelled = node.children.find((child) => child.name === 'AggregateOp')?.text ?? '';
  const name = NAMES[spelled.toLowerCase()];
  if (name === undefined) throw new ExecutionError(`not supported by this query engine: aggregation "${spelled}"`);
  const parameters = node.children.find((child) => child.name === 'FunctionCallBody')?.children ?? [];
  const wanted = WITH_PARAMETER.includes(name) ? 2 : 1;
  if (parameters.length !== wanted) {
    throw new BadQuery(
      `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${parameters.length}`,
    );
  }
  const of = parameters.at(-1);
  if (of === undefined) throw unsupported(node);
  const parameter = wanted === 2 ? parameters[0] : undefined;
  return {
    kind: 'aggregation',
    name,
    grouping: groupingOf(node.children.find((child) => child.name === 'AggregateModifier')),
    parameter: parameter === undefined ? undefined : expressionOf(parameter),
    of: expressionOf(of),
  };
}

function groupingOf(modifier: Node | undefined): Grouping {
  if (modifier === undefined) return { by: true, labels: [] };
  const list = modifier.children.find((child) => child.name === 'GroupingLabels');
  return {
    by: modifier.children.some((child) => child.name === 'By'),
    labels: list === undefined ? [] : labelNames(list),
  };
}
