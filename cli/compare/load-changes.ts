import { regressionGates } from '../../load/gates/regression.ts';
import { gateChanges, type LoadChange } from '../../reports/compare/compare.ts';
import type { Side } from './side.ts';

const OF_GATE = { pass: undefined, fail: 'worse', inconclusive: 'cannot tell' } as const;

/** What two load runs differ in: their gates, and their times within what a baseline differs from itself by. */
export function loadChanges(before: Side, after: Side): LoadChange[] {
  if (before.verdict.load === undefined && after.verdict.load === undefined) return [];
  return [...gateChanges(before.verdict, after.verdict), ...timeChanges(before, after)];
}

function timeChanges({ measures: earlier }: Side, { measures: later }: Side): LoadChange[] {
  if (earlier === undefined || later === undefined)
    return [
      {
        change: 'cannot tell',
        what: 'times',
        text: 'the measures of a run are missing: measures.json beside its verdict',
      },
    ];
  return regressionGates(later, [earlier]).flatMap(({ gate, phase, tier, verdict, text }): LoadChange[] => {
    // Times of a client that did not keep up are its own.
    const isDoubted = verdict === 'fail' && later.client.verdict === 'bottleneck';
    const change = isDoubted ? 'cannot tell' : OF_GATE[verdict];
    const what = [later.profile, gate, phase, tier].filter((part) => part !== undefined).join(', ');
    return change === undefined ? [] : [{ change, what, text }];
  });
}
