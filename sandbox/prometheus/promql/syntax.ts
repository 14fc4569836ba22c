import type { Matches } from '../storage.ts';
import type { Matcher } from './matchers.ts';

/** The type of an expression's value. */
export type ValueType = 'scalar' | 'string' | 'vector' | 'matrix';

export type AggregationName = 'sum' | 'min' | 'max' | 'avg' | 'count' | 'group' | 'topk' | 'bottomk' | 'quantile';

type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^';
type ComparisonOperator = '==' | '!=' | '>' | '<' | '>=' | '<=';
type SetOperator = 'and' | 'or' | 'unless';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator;

export interface Grouping {
  /** true: the labels named; false: all but those (and never the metric's name). */
  by: boolean;
  labels: string[];
}

/** Which labels two vectors are matched by, and which side may have several series for one of the other's. */
export interface Matching {
  on: boolean;
  labels: string[];
  many?: { side: 'left' | 'right'; include: string[] };
}

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'selector'; matchers: Matcher[]; matches: Matches; offsetMs: number; rangeMs?: number }
  | { kind: 'negation'; of: Expression }
  | { kind: 'binary'; operator: BinaryOperator; bool: boolean; matching: Matching; left: Expression; right: Expression }
  | { kind: 'aggregation'; name: AggregationName; grouping: Grouping; parameter?: Expression; of: Expression }
  | { kind: 'call'; name: string; arguments: Expression[] };

export const COMPARISONS: readonly string[] = ['==', '!=', '>', '<', '>=', '<='];
export const SET_OPERATORS: readonly string[] = ['and', 'or', 'unless'];
