import { withoutName } from '../labels.ts';
import type { Storage } from '../storage.ts';
import { absent } from './absent.ts';
import { aggregate } from './aggregate.ts';
import { callFunction } from './call.ts';
import { combine } from './combine.ts';
import { ExecutionError } from './errors.ts';
import { selectInstant, selectRange } from './select.ts';
import type { Expression } from './syntax.ts';
import type { Value } from './values.ts';

/** The value of an expression at `at`, Unix milliseconds. Throws ExecutionError where it has none. */
export function evaluate(storage: Storage, expression: Expression, at: number): Value {
  const evaluated = (part: Expression): Value => evaluate(storage, part, at);
  switch (expression.kind) {
    case 'number':
      return { type: 'scalar', value: expression.value };
    case 'string':
      return { type: 'string', value: expression.value };
    case 'selector':
      if (expression.rangeMs === undefined) return { type: 'vector', samples: selectInstant(storage, expression, at) };
      return { type: 'matrix', ...selectRange(storage, { ...expression, rangeMs: expression.rangeMs }, at) };
    case 'negation':
      return negated(evaluated(expression.of));
    case 'binary':
      return combine(expression, evaluated(expression.left), evaluated(expression.right));
    case 'aggregation': {
      const of = evaluated(expression.of);
      const parameter = expression.parameter === undefined ? undefined : evaluated(expression.parameter);
      if (of.type !== 'vector') throw new ExecutionError('expected an instant vector');
      const number = parameter?.type === 'scalar' ? parameter.value : Number.NaN;
      return { type: 'vector', samples: aggregate(expression.name, expression.grouping, of.samples, number) };
    }
    case 'call': {
      const values = expression.arguments.map(evaluated);
      if (expression.name === 'absent' || expression.name === 'absent_over_time') {
        return absent(expression.arguments[0], values[0], at);
      }
      return callFunction(expression.name, values, at);
    }
  }
}

function negated(value: Value): Value {
  if (value.type === 'scalar') return { type: 'scalar', value: -value.value };
  if (value.type !== 'vector') throw new ExecutionError('expected a scalar or an instant vector');
  return {
    type: 'vector',
    samples: value.samples.map((sample) => ({ ...sample, labels: withoutName(sample.labels), value: -sample.value })),
  };
}
