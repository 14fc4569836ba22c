import { guide } from '../guide.ts';
import type { Flavour, Layout } from '../layout.ts';
import type { Observation, ObservedField } from '../observation.ts';

/** What a layout says where it leaves it open: everything keeps it. */
export const NOT_NAMED = 'not named';

/** One thing on which guide, release and an installation may differ. */
export interface Subject {
  subject: string;
  /** What it is seen in: says why it was not seen. */
  from: readonly [ObservedField, ...ObservedField[]];
  says: (layout: Layout) => string;
  /** What was seen; undefined where it could not be. */
  seen: (observation: Observation, layout: Layout) => string | undefined;
  /** What happens to someone who follows the guide where it is not as the guide says: one sentence. */
  consequence: string;
  /** Whether what was seen is as a layout says; equal to it, or to one of `a or b`, when absent. */
  keeps?: (said: string, seen: string, layout: Layout) => boolean;
}

/** `a or b` is kept by either. */
export const agrees = (said: string, other: string): boolean =>
  said === other || said === NOT_NAMED || said.split(' or ').includes(other);

/** Different texts for the guide, and for the release or single flavours of it. */
export const told =
  (texts: { guide: string; release: string } & Partial<Record<Flavour, string>>) =>
  ({ name, flavour }: Layout): string =>
    name === guide.name ? texts.guide : ((flavour && texts[flavour]) ?? texts.release);

/** Sorted and without repetition; `none` where there is nothing. */
export const listed = (values: readonly string[] | undefined, none = 'none'): string | undefined =>
  values === undefined ? undefined : values.length === 0 ? none : [...new Set(values)].sort().join(', ');

export const anyOf = (names: readonly string[]): string => names.join(' or ');

export const yesNo = (value: boolean | undefined, yes: string, no: string): string | undefined =>
  value === undefined ? undefined : value ? yes : no;
