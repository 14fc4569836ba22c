import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { durationSeconds } from '../platform/duration.ts';
import { redact } from '../platform/redact.ts';
import type { Session } from '../platform/session.ts';
import { pause, WAITS } from '../platform/waits.ts';
import { said as saidOf } from '../reports/symbols.ts';
import type { Verdict } from '../reports/verdict-schema.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { cleanUp } from './clean-up.ts';
import { type ClusterFacts, clusterFacts, compose } from './compose.ts';
import { writeAtomically } from './files.ts';
import type { HistoryPlace } from './history/store.ts';
import { interruption } from './interruption.ts';
import { measuredReads } from './measured-reads.ts';
import { writeOutputs } from './outputs.ts';
import { privateFolder, SESSION_FILE } from './private-folder.ts';
import { newRunId } from './run-id.ts';
import type { RunRequest } from './run-request.ts';
import { startSandbox, targetSandbox } from './sandbox-target.ts';
import { sessionOf, targetOf } from './session.ts';
import { type Learnt, nothingRun, type Suites, startSuites } from './suites.ts';
import { type Talk, talk } from './talk.ts';
import { missingPermissions } from './target/missing-permissions.ts';
import { targetText } from './target/open.ts';
import { type Survey, survey } from './target/survey.ts';
import { type Waited, waitForInstallation } from './waiting.ts';

interface Run {
  request: RunRequest;
  /** As resolved, with the sandbox's own addresses where it is the target. */
  config: Config;
  runId: string;
  startedAt: Date;
  survey: Survey;
  /** The private folder. */
  folder: string;
  waited?: Waited;
}

/** Verifies an installation, from the first question to the written verdict; answers the exit code. */
export async function verify(request: RunRequest): Promise<number> {
  const startedAt = new Date();
  const folder = privateFolder();
  const stop = interruption();
  const said = talk(request);
  let sandbox: Sandbox | undefined;
  let seen: Survey | undefined;
  let suites: Suites | undefined;
  const start = (): Suites =>
    startSuites({
      selected: request.selected,
      subset: request.selected.length < request.known.size,
      sessionFile: join(folder.path, SESSION_FILE),
      signal: stop.signal,
    });
  try {
    let { config } = request;
    // The checks are loaded while the target is looked at; a wait for it comes first, with checks of its own.
    if (config.wait === undefined) suites = start();
    if (request.sandbox !== undefined) {
      said.doing(`starting ${targetText(config, request.sandbox)}`);
      sandbox = await startSandbox({ ...request.sandbox, realWindows: false, folder: join(folder.path, 'sandbox') });
      config = targetSandbox(config, sandbox.ready, folder.path);
    }
    const runId = newRunId(startedAt);
    const forMs = config.wait === undefined ? undefined : durationSeconds(config.wait) * 1000;
    const waiting = { request, config, runId, folder: folder.path, signal: stop.signal, onWaiting: said.waiting };
    const waited = forMs === undefined ? undefined : await waitForInstallation({ ...waiting, forMs });
    if (waited !== undefined) said.waited(waited);
    said.doing(`looking at ${targetText(config, request.sandbox)}`);
    suites ??= start();
    seen = await survey(config, targetOf(request, config), folder.path);
    const run: Run = { request, config, runId, startedAt, survey: seen, folder: folder.path, waited };
    const verdict = await judge(run, suites, said, stop.signal);
    said.report(verdict, await written(run, verdict), seen.untestable);
    if (config.diagnoseOnFailure) await diagnosed(run, verdict, stop.signal);
    return verdict.exitCode;
  } finally {
    said.stop();
    await Promise.allSettled([suites?.dismiss(), seen?.close(), sandbox?.close()]);
    folder.remove();
    stop.dispose();
  }
}

/** What explains the failures is collected while the target is still there. Its modules are loaded only now. */
async function diagnosed(run: Run, verdict: Verdict, signal: AbortSignal): Promise<void> {
  const { request, config, survey, folder } = run;
  const { diagnoseAfterRun, isDiagnosed } = await import('./diagnose/after-run.ts');
  if (signal.aborted || !isDiagnosed(config, verdict, survey)) return;
  const target = targetOf(request, config);
  await diagnoseAfterRun({ config, target, survey, privateFolder: folder, verdict, signal });
}

/** Writes the verdict and its views; answers where they are. */
async function written({ request, config }: Run, verdict: Verdict): Promise<string[]> {
  const files = await writtenViews(config.out, verdict, request.history);
  if (request.allure !== true) return files;
  const { writeAllureResults } = await import('./allure.ts');
  return [...files, writeAllureResults(config.out, verdict)];
}

/** The verdict's files. Where a history is kept, the run is added to it first, and the page tells of the nights before. */
async function writtenViews(out: string, verdict: Verdict, place: HistoryPlace | undefined): Promise<string[]> {
  if (place === undefined) return writeOutputs(out, verdict);
  const { keptNights } = await import('./history/kept-nights.ts');
  const { nights, file } = keptNights(place, verdict);
  return [...writeOutputs(out, verdict, nights), ...(file === undefined ? [] : [file])];
}

async function judge(run: Run, suites: Suites, said: Talk, signal: AbortSignal): Promise<Verdict> {
  const { request, config, runId, startedAt, survey, waited } = run;
  const end = (learnt: Learnt, facts: ClusterFacts, permissions?: string[]): Verdict =>
    compose({ request, runId, startedAt, survey, learnt, facts, permissions, interrupted: signal.aborted, waited });
  const unknown: ClusterFacts = { versions: { operators: {} } };
  if (survey.untestable !== undefined) return end(nothingRun(request.selected, survey.untestable), unknown);
  if (signal.aborted) return end(nothingRun(request.selected, 'did not run: the run was interrupted'), unknown);

  const session = sessionOf(run);
  said.opening(survey, await spending(session, survey));
  said.doing('loading the checks');
  const facts = clusterFacts(survey).catch(() => unknown);
  const learnt = await suites.run(session, said.on);
  if (learnt.crashLog !== undefined) writeAtomically(join(config.out, 'crash.log'), redact(learnt.crashLog));
  said.left(await cleanUp(session, survey.connection));
  // The facts were asked for when the checks began: what is still missing now is not worth a long wait.
  const late = new AbortController();
  const tooLate = pause(WAITS.reachable, late.signal).catch(() => undefined);
  const permissions = await Promise.race([rightsToAskFor(survey, learnt), tooLate]);
  const verdict = end(learnt, (await Promise.race([facts, tooLate])) ?? unknown, permissions ?? undefined);
  late.abort();
  return withCauses(verdict, run.folder);
}

/** What is wrong is named, where it is known. Its modules are loaded only where something failed. */
async function withCauses(verdict: Verdict, folder: string): Promise<Verdict> {
  if (verdict.counts.fail === 0) return verdict;
  const { explained } = await import('./explained.ts');
  return explained(verdict, folder);
}

/** What to ask an administrator for; undefined where there is no cluster to ask about the caller's rights. */
async function rightsToAskFor({ cluster, layout }: Survey, { results }: Learnt): Promise<string[] | undefined> {
  if (cluster?.source !== 'live') return undefined;
  const reads = measuredReads()[layout?.name ?? ''] ?? {};
  return missingPermissions(
    cluster,
    results.map((result) => ({ id: result.id, text: saidOf(result) })),
    reads,
  );
}

/** What the limits' scenarios will spend. Their modules are loaded only where there is a caller: not for a look at a cluster. */
async function spending(session: Session, { cluster }: Survey): Promise<string | undefined> {
  if (session.target.identitiesFile === undefined && !session.allowChanges) return undefined;
  const { spendingOf, spendingText } = await import('./spending.ts');
  const planned = await spendingOf(session, cluster);
  return planned === undefined || planned.length === 0 ? undefined : spendingText(planned);
}
