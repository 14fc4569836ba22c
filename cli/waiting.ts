import { join } from 'node:path';
import { redact } from '../platform/redact.ts';
import { deadline, pause, WAITS } from '../platform/waits.ts';
import { explain } from '../reports/root-causes.ts';
import { said } from '../reports/symbols.ts';
import type { CheckResult, Verdict } from '../reports/verdict-schema.ts';
import { declared } from './catalogue-file.ts';
import { accepted } from './compose.ts';
import { SESSION_FILE } from './private-folder.ts';
import type { RunRequest } from './run-request.ts';
import type { KnownCheck } from './selection.ts';
import { sessionOf, targetOf } from './session.ts';
import { startSuites } from './suites.ts';
import { type Survey, survey } from './target/survey.ts';

export interface WaitOptions {
  request: RunRequest;
  /** As resolved, with the target's own addresses. */
  config: RunRequest['config'];
  runId: string;
  /** The private folder; each look reads the cluster anew into a folder of its own below it. */
  folder: string;
  /** Milliseconds. */
  forMs: number;
  /** The user's wish to end. */
  signal: AbortSignal;
  /** Told after each look that found something missing. */
  onWaiting: (state: Waiting) => void;
}

/** What is waited for, after a look. */
export interface Waiting {
  /** The first reason, in the order of the phases: `maas.gateway-programmed: …`. */
  reason: string;
  /** How many checks do not hold yet. */
  missing: number;
  leftMs: number;
}

export type Waited = NonNullable<Verdict['run']['waited']>;

/** What one look found: nothing missing, or what is; `hopeless` where no waiting will change it. */
type Look = { missing: string[]; hopeless: string[] };

/** Only what reads the cluster is asked again and again: callers' quotas and tokens are not for polling. */
const isPolled = (needs: readonly string[]): boolean => needs.every((need) => need === 'cluster');

/** Reasons that time does not change: rights, flags, and what the caller has not given. */
const HOPELESS = /missing permission:|--allow-(changes|disruption)|refused the credentials/;

const isWrong = ({ verdict, level }: CheckResult): boolean =>
  level === 'must' && (verdict === 'fail' || verdict === 'inconclusive');

/** What is still wrong, root causes first. */
function judged(results: readonly CheckResult[], dependsOn: ReadonlyMap<string, readonly string[]>): Look {
  const wrong = explain(results, dependsOn).filter(isWrong);
  const causesFirst = [...wrong].sort((a, b) => Number(a.causedBy !== undefined) - Number(b.causedBy !== undefined));
  const hopeless = causesFirst.filter((check) => check.verdict === 'inconclusive' && HOPELESS.test(said(check)));
  const text = (check: CheckResult): string => `${check.id}: ${said(check)}`;
  return {
    missing: causesFirst.filter((check) => !hopeless.includes(check)).map(text),
    hopeless: hopeless.map(text),
  };
}

/** What a look finds is told as a whole. */
const unheard = (): undefined => undefined;

/** Surveys the target and runs those of `checks` that read the cluster, once. */
async function look(options: WaitOptions, checks: readonly KnownCheck[], name: string, stop: AbortSignal) {
  const { request, config, runId } = options;
  const folder = join(options.folder, name);
  const sessionFile = join(folder, SESSION_FILE);
  const suites = startSuites({ selected: checks, subset: true, sessionFile, signal: stop });
  let seen: Survey | undefined;
  try {
    seen = await survey(config, targetOf(request, config), folder);
    if (seen.untestable !== undefined) {
      const hopeless = HOPELESS.test(seen.untestable);
      return { missing: hopeless ? [] : [seen.untestable], hopeless: hopeless ? [seen.untestable] : [] };
    }
    const known = new Set(accepted(request, seen.layout?.name).map(({ id }) => id));
    const learnt = await suites.run(sessionOf({ request, config, runId, survey: seen, folder }), unheard);
    const dependsOn = new Map(learnt.entries.map((entry) => [entry.id, entry.dependsOn]));
    if (learnt.results.length === 0) return { missing: [learnt.notRunReason], hopeless: [] };
    return judged(
      learnt.results.filter(({ id }) => !known.has(id)),
      dependsOn,
    );
  } finally {
    await Promise.allSettled([seen?.close(), suites.dismiss()]);
  }
}

/**
 * Looks at the installation until every selected MUST that only reads the cluster holds, no waiting can help, or the time
 * is over. It judges nothing: the run that follows does, anew and as a whole.
 */
export async function waitForInstallation(options: WaitOptions): Promise<Waited> {
  const { request, forMs, signal } = options;
  const polled = new Set(
    declared(request.selected, [])
      .filter(({ needs }) => isPolled(needs))
      .map(({ id }) => id),
  );
  const checks = request.selected.filter(({ id }) => polled.has(id));
  const start = performance.now();
  const left = (): number => forMs - (performance.now() - start);
  const ended = (outcome: Waited['outcome'], missing: readonly string[]): Waited => ({
    ms: Math.round(performance.now() - start),
    outcome,
    missing: missing.map((reason) => redact(reason)),
  });
  if (checks.length === 0) return ended('nothing-to-wait-for', []);
  let before: string[] = ['the installation could not be looked at in this time'];
  for (let round = 1; ; round += 1) {
    const stop = AbortSignal.any([signal, deadline(Math.ceil(Math.max(left(), 0)))]);
    const { missing, hopeless } = await look(options, checks, `look-${round}`, stop);
    if (signal.aborted) return ended('interrupted', missing);
    // A look that was cut short has not seen all: what the last whole one found still stands.
    if (stop.aborted) return ended('time-over', before);
    const [reason] = missing;
    if (reason === undefined) return ended(hopeless.length === 0 ? 'ready' : 'hopeless', hopeless);
    if (left() <= WAITS.betweenLooks) return ended('time-over', missing);
    before = missing;
    options.onWaiting({ reason, missing: missing.length, leftMs: left() });
    await pause(WAITS.betweenLooks, signal).catch(() => undefined);
    if (signal.aborted) return ended('interrupted', missing);
  }
}
