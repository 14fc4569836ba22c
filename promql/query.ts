import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** What selects series: a metric's name, where it is written out, and matchers of labels. */
export interface Selector {
  metric?: string;
  matchers: Matcher[];
}

/** Labels that a clause names, and the series that should have them. */
interface LabelUse {
  clause: 'by' | 'on' | 'ignoring' | 'group_left' | 'group_right';
  labels: string[];
  from: Labelled;
}

/** What is known of the labels of a part of a query. */
export interface Labelled {
  selectors: Selector[];
  /** Labels that the query itself makes. */
  made: string[];
  /** The labels that an aggregation has left; undefined: all that the series have. */
  left?: string[];
}

/** A query as far as names and labels go. */
export interface Query {
  selectors: Selector[];
  uses: LabelUse[];
  /** Mistakes that the grammar allows: a rate without a range, a range where a value is wanted. */
  mistakes: string[];
  /** The constant that stands in where there is no data (`… or vector(1)`), as it is written. */
  fallback?: string;
}

/** Where a query is no PromQL: the character (from 1) and what stands there. */
export interface SyntaxMistake {
  at: number;
  text: string;
}

/** Functions of a range. Those of scalars and of instant vectors take none. */
const OF_A_RANGE = new Set([
  ...['rate', 'irate', 'increase', 'delta', 'idelta', 'deriv', 'changes', 'resets', 'predict_linear'],
  ...['avg_over_time', 'min_over_time', 'max_over_time', 'sum_over_time', 'count_over_time', 'quantile_over_time'],
  ...['stddev_over_time', 'stdvar_over_time', 'last_over_time', 'present_over_time', 'absent_over_time'],
]);
/** Aggregations that choose among series, and leave their labels. */
const CHOOSING = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
const LONGEST_EXCERPT = 20;

/** Reads a query by Prometheus' own grammar. */
export function readQuery(text: string): Query | SyntaxMistake {
  const top = parser.parse(text).topNode;
  const mistake = firstMistake(top, text);
  if (mistake !== undefined) return mistake;
  const reading: Reading = { text, query: { selectors: [], uses: [], mistakes: [] } };
  for (const child of childrenOf(top)) {
    labelled(reading, child);
    if (isRange(child)) reading.query.mistakes.push(`${excerpt(text, child)} is a range: a panel draws values`);
  }
  return reading.query;
}

interface Reading {
  text: string;
  query: Query;
}

const NOTHING: Labelled = { selectors: [], made: [], left: [] };

function firstMistake(top: SyntaxNode, text: string): SyntaxMistake | undefined {
  if (text.trim() === '') return { at: 1, text: 'nothing' };
  let found: SyntaxMistake | undefined;
  top.cursor().iterate((node) => {
    if (!node.type.isError || found !== undefined) return;
    const rest = text.slice(node.from, node.from + LONGEST_EXCERPT);
    found = { at: node.from + 1, text: rest === '' ? 'the end' : JSON.stringify(rest) };
  });
  return found;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

const source = (text: string, { from, to }: SyntaxNode): string => text.slice(from, to);
const excerpt = (text: string, node: SyntaxNode): string => {
  const whole = source(text, node);
  return whole.length > 3 * LONGEST_EXCERPT ? `${whole.slice(0, 3 * LONGEST_EXCERPT)}…` : whole;
};

/** The text of a literal, as Prometheus reads it where it has no unusual escapes. */
function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

/** Reads a part of the query into `reading`; answers what is known of its labels. */
function labelled(reading: Reading, node: SyntaxNode): Labelled {
  switch (node.name) {
    case 'VectorSelector':
      return selected(reading, node);
    case 'AggregateExpr':
      return aggregated(reading, node);
    case 'BinaryExpr':
      return combined(reading, node);
    case 'FunctionCall':
      return called(reading, node);
    case 'NumberDurationLiteral':
    case 'StringLiteral':
      return NOTHING;
    default:
      return together(childrenOf(node).map((child) => labelled(reading, child)));
  }
}

/** What parts have together; a part without series adds nothing. */
function together(parts: readonly Labelled[]): Labelled {
  const filled = parts.filter(({ selectors, made }) => selectors.length + made.length > 0);
  if (filled.length === 0) return NOTHING;
  const left = filled.some((part) => part.left === undefined) ? undefined : filled.flatMap((part) => part.left ?? []);
  return { selectors: filled.flatMap(({ selectors }) => selectors), made: filled.flatMap(({ made }) => made), left };
}

function selected({ text, query }: Reading, node: SyntaxNode): Labelled {
  const selector: Selector = { matchers: [] };
  const named = node.getChild('Identifier');
  if (named !== null) selector.metric = source(text, named);
  for (const child of childrenOf(node.getChild('LabelMatchers') ?? node)) {
    if (child.name === 'QuotedLabelName') selector.metric = unquoted(source(text, child));
    if (child.name !== 'UnquotedLabelMatcher' && child.name !== 'QuotedLabelMatcher') continue;
    const [name, operator, value] = childrenOf(child).map((part) => source(text, part));
    if (name === undefined || operator === undefined || value === undefined) continue;
    const matcher: Matcher = {
      label: child.name === 'QuotedLabelMatcher' ? unquoted(name) : name,
      operator: operator as Matcher['operator'],
      value: unquoted(value),
    };
    if (matcher.label === '__name__' && matcher.operator === '=') selector.metric = matcher.value;
    else selector.matchers.push(matcher);
  }
  query.selectors.push(selector);
  return { selectors: [selector], made: [] };
}

const labelsIn = ({ text }: Reading, node: SyntaxNode): string[] =>
  childrenOf(node).flatMap((child) =>
    child.name === 'LabelName'
      ? [source(text, child)]
      : child.name === 'QuotedLabelName'
        ? [unquoted(source(text, child))]
        : [],
  );

function aggregated(reading: Reading, node: SyntaxNode): Labelled {
  const operator = source(reading.text, node.getChild('AggregateOp') ?? node);
  const parameters = childrenOf(node.getChild('FunctionCallBody') ?? node);
  for (const parameter of parameters) {
    if (isRange(parameter)) reading.query.mistakes.push(`${operator} of a range: ${excerpt(reading.text, parameter)}`);
  }
  const inner = together(parameters.map((parameter) => labelled(reading, parameter)));
  const modifier = node.getChild('AggregateModifier');
  const grouping = modifier?.getChild('GroupingLabels');
  const labels = grouping === null || grouping === undefined ? [] : labelsIn(reading, grouping);
  const isBy = modifier?.getChild('By') !== null && modifier !== null && modifier !== undefined;
  if (isBy && labels.length > 0) reading.query.uses.push({ clause: 'by', labels, from: inner });
  if (CHOOSING.has(operator)) return inner;
  if (modifier !== null && !isBy) return { ...inner, left: inner.left?.filter((label) => !labels.includes(label)) };
  const counted = operator === 'count_values' ? literalsOf(reading, parameters).slice(0, 1) : [];
  return { selectors: inner.selectors, made: [...inner.made, ...counted], left: [...labels, ...counted] };
}

function combined(reading: Reading, node: SyntaxNode): Labelled {
  const children = childrenOf(node);
  const sides = [children[0], children.at(-1)].flatMap((side) => (side === undefined ? [] : [side]));
  const parts = sides.map((side) => labelled(reading, side));
  const both = together(parts);
  const clause = node.getChild('MatchingModifierClause');
  let kind: LabelUse['clause'] | undefined;
  for (const child of clause === null ? [] : childrenOf(clause)) {
    kind = CLAUSES[child.name] ?? kind;
    if (child.name !== 'GroupingLabels' || kind === undefined) continue;
    reading.query.uses.push({ clause: kind, labels: labelsIn(reading, child), from: both });
  }
  const last = sides.at(-1);
  if (node.getChild('Or') !== null && parts.at(-1)?.selectors.length === 0 && last !== undefined)
    reading.query.fallback = excerpt(reading.text, last);
  return both;
}

const CLAUSES: Record<string, LabelUse['clause']> = {
  On: 'on',
  Ignoring: 'ignoring',
  GroupLeft: 'group_left',
  GroupRight: 'group_right',
};

function called(reading: Reading, node: SyntaxNode): Labelled {
  const name = source(reading.text, node.getChild('FunctionIdentifier') ?? node);
  const parameters = childrenOf(node.getChild('FunctionCallBody') ?? node);
  if (OF_A_RANGE.has(name) && !parameters.some(isRange))
    reading.query.mistakes.push(`${name} needs a range, as in ${name}(metric[5m])`);
  const inner = together(parameters.map((parameter) => labelled(reading, parameter)));
  if (name !== 'label_replace' && name !== 'label_join') return inner;
  const target = literalsOf(reading, parameters)[0];
  const made = target === undefined ? [] : [target];
  return {
    ...inner,
    made: [...inner.made, ...made],
    left: inner.left === undefined ? undefined : [...inner.left, ...made],
  };
}

const literalsOf = ({ text }: Reading, parameters: readonly SyntaxNode[]): string[] =>
  parameters.flatMap((parameter) => (parameter.name === 'StringLiteral' ? [unquoted(source(text, parameter))] : []));

/** Whether a part of a query is a range of values, not one value: with an offset, or in parentheses, too. */
function isRange(node: SyntaxNode): boolean {
  if (node.name === 'MatrixSelector' || node.name === 'SubqueryExpr') return true;
  const wrapping = ['OffsetExpr', 'ParenExpr', 'StepInvariantExpr', 'AnchoredExpr', 'SmoothedExpr'];
  return wrapping.includes(node.name) && node.firstChild !== null && isRange(node.firstChild);
}
