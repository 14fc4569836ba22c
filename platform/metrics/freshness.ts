import { Inconclusive } from '../outcome.ts';
import { settle, WAITS } from '../waits.ts';
import type { Metrics, Target } from './metrics.ts';

/** How many scrapes may be missed before a target counts as no longer scraped. */
const MISSED_SCRAPES = 2;

/** Why a target does not count: down with its error, or up and long not scraped. `now` is Prometheus' clock, Unix seconds. */
export function targetProblem(target: Target, now: number): string | undefined {
  const name = `${target.job} ${target.instance}`;
  if (target.health !== 'up') return `${name} is ${target.health}: ${target.lastError || 'no error given'}`;
  const age = now - target.lastScrape;
  const allowed = target.scrapeIntervalSeconds * MISSED_SCRAPES + WAITS.scrapeDelay / 1000;
  if (age <= allowed) return undefined;
  return `${name} was last scraped ${Math.round(age)} s ago, at an interval of ${target.scrapeIntervalSeconds} s`;
}

/**
 * Waits until every target has been scraped once more, from now on, and has answered. Throws Inconclusive where there is no target,
 * one is not scraped at all, or it takes too long.
 */
export async function nextScrape(metrics: Metrics, targets: readonly Target[]): Promise<void> {
  const since = await metrics.time();
  const isWanted = (target: Target): boolean => targets.some((wanted) => isOf(wanted, target.labels));
  const current = (await steadyTargets(metrics, isWanted)).filter(isWanted);
  const problem = current.map((target) => targetProblem(target, since)).find((found) => found !== undefined);
  if (current.length === 0) throw new Inconclusive('what is counted is not scraped: no monitor leads to its pods');
  if (problem !== undefined) throw new Inconclusive(`what is counted is not scraped: ${problem}`);
  const done = async (): Promise<true | undefined> =>
    (await scrapedSince(metrics, targets, since)) ? true : undefined;
  const deadline = scrapesWithinMs(targets);
  if ((await settle(done, deadline)) !== undefined) return;
  throw new Inconclusive(`${current[0]?.job} was not scraped again within ${Math.round(deadline / 1000)} s`);
}

/**
 * The targets that are scraped, all of them. Where the last scrape of a wanted one failed, after its next: a single scrape may time
 * out, and says nothing.
 */
export async function steadyTargets(
  metrics: Pick<Metrics, 'targets'>,
  isWanted: (target: Target) => boolean,
): Promise<Target[]> {
  let latest = await metrics.targets();
  const failing = latest.filter((target) => isWanted(target) && target.health !== 'up');
  if (failing.length === 0) return latest;
  const scrapedAgain = async (): Promise<true | undefined> => {
    latest = await metrics.targets();
    const isAgain = (before: Target): boolean =>
      latest.every(({ labels, lastScrape }) => !isOf(before, labels) || lastScrape > before.lastScrape);
    return failing.every(isAgain) ? true : undefined;
  };
  await settle(scrapedAgain, scrapesWithinMs(failing));
  return latest;
}

/** How long to wait for a scrape of each target, in milliseconds: one of them may fail. */
export const scrapesWithinMs = (targets: readonly Target[]): number =>
  Math.max(...targets.map(({ scrapeIntervalSeconds }) => scrapeIntervalSeconds)) * MISSED_SCRAPES * 1000 +
  WAITS.scrapeDelay;

async function scrapedSince(metrics: Metrics, targets: readonly Target[], since: number): Promise<boolean> {
  // `up` is stored together with what the target exposes, so its time is the time of the counters that can be read. A scrape
  // that fails stores it, too, as 0, and ends the counters.
  const seen = await metrics.query('timestamp(up) and (up == 1)');
  return targets.every((target) => seen.some(({ labels, value }) => isOf(target, labels) && value > since));
}

/** Whether a series has the labels of a target. */
export const isOf = ({ job, instance }: Target, labels: Record<string, string>): boolean =>
  labels['job'] === job && labels['instance'] === instance;
