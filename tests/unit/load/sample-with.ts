import type { Sample } from '../../../load/samples/sample.ts';

/** A sample of an admitted request, but for what a test says. */
export const sampleWith = (fields: Partial<Sample>): Sample => ({
  type: 'sample',
  i: 0,
  phase: 'steady',
  tier: 'free',
  user: 0,
  outcome: 'admitted',
  status: 200,
  schedMs: 0,
  pickedMs: 0,
  sentMs: 0,
  endMs: 100,
  events: 0,
  coalesced: 0,
  reused: true,
  done: true,
  ...fields,
});
