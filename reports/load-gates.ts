import type { LoadResult } from './load-result.ts';

type Gate = LoadResult['gates'][number];

/** `steady, free`: the phase and tier that a gate is about; empty for the whole run. */
export const gateWhere = ({ phase, tier }: Gate): string => [phase, tier].filter((one) => one !== undefined).join(', ');

/** `load smoke: pass (5 gates passed, 1 failed)`: what is zero is left out, but those that passed. */
export function gateCountsText({ profile, verdict, gates }: LoadResult): string {
  const number = (of: Gate['verdict']): number => gates.filter((gate) => gate.verdict === of).length;
  const passed = number('pass');
  const parts = [
    `${passed} ${passed === 1 ? 'gate' : 'gates'} passed`,
    ...(number('fail') > 0 ? [`${number('fail')} failed`] : []),
    ...(number('inconclusive') > 0 ? [`${number('inconclusive')} could not be told`] : []),
  ];
  return `load ${profile}: ${verdict} (${parts.join(', ')})`;
}
