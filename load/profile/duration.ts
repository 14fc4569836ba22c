import { z } from 'zod';
import { durationSeconds } from '../../platform/duration.ts';

const MS_PER_SECOND = 1_000;

/** A duration as Go writes it, above zero: 250ms, 90s, 1m30s. */
export const Duration = z
  .string()
  .refine((text) => durationSeconds(text) > 0, { error: 'expected a duration such as 250ms, 90s or 1m30s' });

/** Milliseconds of a duration that the schema has accepted; 0 where none is given. */
export const milliseconds = (text: string | undefined): number =>
  text === undefined ? 0 : Math.round(durationSeconds(text) * MS_PER_SECOND);
