import type { Sample } from './metrics.ts';

/** What a label must say in the series of one caller: any of these values. */
export type PromisedLabels = Record<string, readonly string[]>;

/** So many of the values that were seen are named. */
const NAMED = 5;

/**
 * What is wrong with a counter's labels after a caller's request (FM-68): a label that no series has, and one that says
 * something else in the caller's own series. Those are the series whose `user` is the caller; all, where none is labelled so.
 */
export function labelProblems(counter: string, samples: readonly Sample[], promised: PromisedLabels): string[] {
  if (samples.length === 0) return [`${counter} has no series`];
  const absent = Object.keys(promised).filter((label) => !samples.some(({ labels }) => isSet(labels[label])));
  const users = promised['user'];
  const own =
    users === undefined || absent.includes('user')
      ? samples
      : samples.filter(({ labels }) => users.includes(labels['user'] ?? ''));
  if (own.length === 0) return [`no series of ${counter} names the caller as its user`];
  const wrong = Object.entries(promised)
    .filter(([label, values]) => !absent.includes(label) && !own.some(({ labels }) => isOneOf(values, labels[label])))
    .map(([label, values]) => {
      const seen = [...new Set(own.map(({ labels }) => labels[label] ?? 'nothing'))].slice(0, NAMED);
      return `label ${label} of ${counter} says ${seen.join(', ')}; ${values.join(' or ')} is right`;
    });
  return [...absent.map((label) => `no series of ${counter} has label ${label}`), ...wrong];
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
const isOneOf = (values: readonly string[], value: string | undefined): boolean =>
  value !== undefined && values.includes(value);
