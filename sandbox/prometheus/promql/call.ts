import { type Labels, labelsKey, omit, withoutName } from '../labels.ts';
import { ExecutionError } from './errors.ts';
import { anchored } from './matchers.ts';
import { inOrder } from './order.ts';
import { OVER_TIME } from './over-time.ts';
import { histogramQuantile } from './quantile.ts';
import type { Value, VectorSample } from './values.ts';

/** A function of already evaluated arguments, at `at` (Unix milliseconds). */
export function callFunction(name: string, values: Value[], at: number): Value {
  const overTime = OVER_TIME[name];
  if (overTime !== undefined) {
    const { series, from, to } = matrix(values[0]);
    const samples = series.flatMap(({ labels, points }) => {
      const value = overTime(points, from, to);
      const kept = name === 'last_over_time' ? labels : withoutName(labels);
      return value === undefined ? [] : [{ labels: kept, value, takenAt: at }];
    });
    return { type: 'vector', samples: unique(samples) };
  }
  const elementwise = ELEMENTWISE[name];
  if (elementwise !== undefined) {
    const parameters = values.slice(1).map(number);
    if (name === 'clamp' && isEmptyRange(parameters)) return { type: 'vector', samples: [] };
    return {
      type: 'vector',
      samples: unique(
        vector(values[0]).map((sample) => ({
          ...sample,
          labels: withoutName(sample.labels),
          value: elementwise(sample, parameters),
        })),
      ),
    };
  }
  return special(name, values, at);
}

function special(name: string, values: Value[], at: number): Value {
  switch (name) {
    case 'time':
      return { type: 'scalar', value: at / 1_000 };
    case 'vector':
      return { type: 'vector', samples: [{ labels: {}, value: number(values[0]), takenAt: at }] };
    case 'scalar': {
      const [sample, ...more] = vector(values[0]);
      return { type: 'scalar', value: sample === undefined || more.length > 0 ? Number.NaN : sample.value };
    }
    case 'sort':
      return { type: 'vector', samples: inOrder(vector(values[0]), 1) };
    case 'sort_desc':
      return { type: 'vector', samples: inOrder(vector(values[0]), -1) };
    case 'histogram_quantile':
      return { type: 'vector', samples: histogramQuantile(number(values[0]), vector(values[1])) };
    case 'label_replace':
      return { type: 'vector', samples: labelReplace(vector(values[0]), values.slice(1).map(text)) };
    default:
      throw new ExecutionError(`not supported by this query engine: function "${name}"`);
  }
}

const ELEMENTWISE: Record<string, (sample: VectorSample, parameters: number[]) => number> = {
  abs: ({ value }) => Math.abs(value),
  ceil: ({ value }) => Math.ceil(value),
  floor: ({ value }) => Math.floor(value),
  sqrt: ({ value }) => Math.sqrt(value),
  exp: ({ value }) => Math.exp(value),
  ln: ({ value }) => Math.log(value),
  timestamp: ({ takenAt }) => takenAt / 1_000,
  round: ({ value }, [step = 1]) => Math.floor(value / step + 0.5) * step,
  clamp_min: ({ value }, [least = Number.NaN]) => Math.max(value, least),
  clamp_max: ({ value }, [most = Number.NaN]) => Math.min(value, most),
  clamp: ({ value }, [least = Number.NaN, most = Number.NaN]) => Math.max(least, Math.min(value, most)),
};

/** Nothing lies between bounds of which the lower is above the upper. */
const isEmptyRange = ([least = Number.NaN, most = Number.NaN]: number[]): boolean => least > most;

function labelReplace(
  samples: VectorSample[],
  [target = '', replacement = '', source = '', pattern = '']: string[],
): VectorSample[] {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(target)) {
    throw new ExecutionError(`invalid destination label name in label_replace(): ${target}`);
  }
  const expression = anchored(
    pattern,
    () => new ExecutionError(`invalid regular expression in label_replace(): ${pattern}`),
  );
  const replaced = samples.map((sample) => {
    const match = expression.exec(sample.labels[source] ?? '');
    if (match === null) return sample;
    const value = replacement.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) =>
      whole === '$$' ? '$' : groupOf(match, braced ?? bare ?? ''),
    );
    const labels: Labels = omit(sample.labels, [target]);
    return { ...sample, labels: value === '' ? labels : { ...labels, [target]: value } };
  });
  return unique(replaced);
}

const groupOf = (match: RegExpExecArray, name: string): string =>
  (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';

/** Two series of the same labels are an error, as in Prometheus: which of them would be the answer? */
function unique(samples: VectorSample[]): VectorSample[] {
  if (new Set(samples.map(({ labels }) => labelsKey(labels))).size < samples.length) {
    throw new ExecutionError('vector cannot contain metrics with the same labelset');
  }
  return samples;
}

function vector(value: Value | undefined): VectorSample[] {
  if (value?.type !== 'vector') throw new ExecutionError('expected an instant vector');
  return value.samples;
}

function matrix(value: Value | undefined): Extract<Value, { type: 'matrix' }> {
  if (value?.type !== 'matrix') throw new ExecutionError('expected a range vector');
  return value;
}

function number(value: Value | undefined): number {
  if (value?.type !== 'scalar') throw new ExecutionError('expected a scalar');
  return value.value;
}

function text(value: Value): string {
  if (value.type !== 'string') throw new ExecutionError('expected a string');
  return value.value;
}
