import { Inconclusive } from '../outcome.ts';
import { settle } from '../waits.ts';
import { isOf, scrapesWithinMs } from './freshness.ts';
import type { Metrics, Sample, Target } from './metrics.ts';

const UP = 'up';

/** The series of metrics as they are stored now, all at the same moment. */
export function storedSeries(metrics: Pick<Metrics, 'query'>, names: readonly string[]): Promise<Sample[]> {
  return metrics.query(`{__name__=~"${[...new Set(names)].join('|')}"}`);
}

/**
 * The same, at a moment at which the last scrape of every target has succeeded. A scrape that fails ends the series of its target:
 * what is not there then has not counted nothing. Throws Inconclusive where a target fails for too long.
 */
export async function answeredSeries(
  metrics: Pick<Metrics, 'query'>,
  targets: readonly Target[],
  names: readonly string[],
): Promise<Sample[]> {
  const failing = (samples: readonly Sample[]): Target | undefined => {
    const up = samples.filter(({ labels, value }) => labels['__name__'] === UP && value === 1);
    return targets.find((target) => !up.some(({ labels }) => isOf(target, labels)));
  };
  let down: Target | undefined;
  const look = async (): Promise<Sample[] | undefined> => {
    const samples = await storedSeries(metrics, [UP, ...names]);
    down = failing(samples);
    return down === undefined ? samples : undefined;
  };
  const deadline = scrapesWithinMs(targets);
  const read = await settle(look, deadline);
  if (read !== undefined) return read.value.filter(({ labels }) => labels['__name__'] !== UP);
  throw new Inconclusive(
    `${down?.job} ${down?.instance} could not be scraped within ${Math.round(deadline / 1000)} s: what it counts is not known`,
  );
}
