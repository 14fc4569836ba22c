import { DETAIL_INDENT, oneLine } from './console-text.ts';
import { gateWhere } from './load-gates.ts';
import type { LoadResult } from './load-result.ts';
import { SYMBOLS } from './symbols.ts';

interface Paint {
  bold(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}

/** Lines of a load run's gates, and what its client says of itself. */
export function gateLines({ gates, client }: LoadResult, paint: Paint): string[] {
  const colours = { pass: paint.green, fail: paint.red, inconclusive: paint.yellow };
  return [
    ...gates.map((gate) => {
      const where = gateWhere(gate);
      const place = where === '' ? '' : ` (${oneLine(where)})`;
      return `${colours[gate.verdict](SYMBOLS[gate.verdict])} ${paint.bold(oneLine(gate.gate))}${place}: ${oneLine(gate.text)}`;
    }),
    ...client.reasons.map((reason) => `${DETAIL_INDENT}client: ${oneLine(reason)}`),
  ];
}
