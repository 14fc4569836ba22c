import { type Labels, labelsKey, NAME, omit, pick, withoutName } from '../labels.ts';
import { ExecutionError } from './errors.ts';
import { operate } from './operators.ts';
import { COMPARISONS, type Expression, type Matching } from './syntax.ts';
import type { Value, VectorSample } from './values.ts';

type Binary = Extract<Expression, { kind: 'binary' }>;

/** `left operator right`, of scalars and vectors in every combination. */
export function combine(binary: Binary, left: Value, right: Value): Value {
  if (left.type === 'scalar' && right.type === 'scalar') {
    return { type: 'scalar', value: operate(binary.operator, left.value, right.value) };
  }
  if (left.type === 'vector' && right.type === 'scalar') {
    return withScalar(binary, left.samples, (value) => [value, right.value]);
  }
  if (left.type === 'scalar' && right.type === 'vector') {
    return withScalar(binary, right.samples, (value) => [left.value, value]);
  }
  if (left.type !== 'vector' || right.type !== 'vector')
    throw new ExecutionError('binary expression of the wrong types');
  const samples = ['and', 'or', 'unless'].includes(binary.operator)
    ? combineSets(binary, left.samples, right.samples)
    : combineVectors(binary, left.samples, right.samples);
  return { type: 'vector', samples };
}

const filters = (binary: Binary): boolean => COMPARISONS.includes(binary.operator) && !binary.bool;

function withScalar(binary: Binary, samples: VectorSample[], operands: (value: number) => [number, number]): Value {
  return {
    type: 'vector',
    samples: samples.flatMap((sample) => {
      const value = operate(binary.operator, ...operands(sample.value));
      if (!filters(binary)) return [{ ...sample, labels: withoutName(sample.labels), value }];
      return value === 1 ? [sample] : [];
    }),
  };
}

/** What two samples are matched by. */
function signature(labels: Labels, { on, labels: names }: Matching): Labels {
  return on ? pick(labels, names) : omit(labels, [...names, NAME]);
}

function combineSets(binary: Binary, left: VectorSample[], right: VectorSample[]): VectorSample[] {
  const keyOf = (sample: VectorSample): string => labelsKey(signature(sample.labels, binary.matching));
  const keys = (samples: VectorSample[]): Set<string> => new Set(samples.map(keyOf));
  if (binary.operator === 'or') {
    const known = keys(left);
    return [...left, ...right.filter((sample) => !known.has(keyOf(sample)))];
  }
  const others = keys(right);
  return left.filter((sample) => others.has(keyOf(sample)) === (binary.operator === 'and'));
}

function combineVectors(binary: Binary, left: VectorSample[], right: VectorSample[]): VectorSample[] {
  const { matching } = binary;
  const swapped = matching.many?.side === 'right';
  const [many, one] = swapped ? [right, left] : [left, right];
  const ones = new Map<string, VectorSample>();
  for (const sample of one) {
    const key = labelsKey(signature(sample.labels, matching));
    if (ones.has(key)) throw duplicate(swapped ? 'left' : 'right');
    ones.set(key, sample);
  }
  const results = new Map<string, VectorSample>();
  for (const sample of many) {
    const match = ones.get(labelsKey(signature(sample.labels, matching)));
    if (match === undefined) continue;
    const [a, b] = swapped ? [match, sample] : [sample, match];
    const value = operate(binary.operator, a.value, b.value);
    if (filters(binary) && value !== 1) continue;
    const labels = resultLabels(binary, sample.labels, match.labels);
    const key = labelsKey(labels);
    if (results.has(key)) throw severalMatches(matching);
    results.set(key, { labels, value: filters(binary) ? a.value : value, takenAt: sample.takenAt });
  }
  return [...results.values()];
}

const duplicate = (side: string): ExecutionError =>
  new ExecutionError(
    `found duplicate series for the match group on the ${side} hand-side of the operation; many-to-many matching not allowed: matching labels must be unique on one side`,
  );

/** Several series meet one of the other side, or become the same series. */
const severalMatches = ({ many }: Matching): ExecutionError =>
  new ExecutionError(
    many === undefined
      ? 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
      : 'multiple matches for labels: grouping labels must ensure unique matches',
  );

function resultLabels({ matching, ...binary }: Binary, many: Labels, one: Labels): Labels {
  const kept = COMPARISONS.includes(binary.operator) && !binary.bool ? many : withoutName(many);
  if (matching.many !== undefined) return { ...omit(kept, matching.many.include), ...pick(one, matching.many.include) };
  return matching.on ? pick(kept, matching.labels) : omit(kept, matching.labels);
}
