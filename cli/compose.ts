import { drift } from '../layouts/drift.ts';
import { LAYOUTS } from '../layouts/layouts.ts';
import { assemble } from '../reports/assemble.ts';
import type { ExpectedFailure } from '../reports/expected-failures.ts';
import { said } from '../reports/symbols.ts';
import type { Verdict } from '../reports/verdict-schema.ts';
import { redacted } from './redacted.ts';
import type { RunRequest } from './run-request.ts';
import { targetKind } from './session.ts';
import type { Learnt } from './suites.ts';
import { collectCommands } from './target/collect.ts';
import { userOf, versionsOf } from './target/facts.ts';
import { refusedReads } from './target/missing-permissions.ts';
import type { Survey } from './target/survey.ts';
import { harnessVersion } from './version.ts';

/** What the cluster says about itself, for the head of the verdict. */
export interface ClusterFacts {
  versions: Verdict['target']['versions'];
  user?: string;
}

/** Asks the cluster, where there is one. */
export async function clusterFacts({ cluster }: Pick<Survey, 'cluster'>): Promise<ClusterFacts> {
  if (cluster === undefined) return { versions: { operators: {} } };
  const [versions, user] = await Promise.all([versionsOf(cluster), userOf(cluster)]);
  return { versions, user };
}

/** The failures that are accepted in this run: the release's known defects, and the user's own list, which wins. */
export function accepted(request: RunRequest, layout: string | undefined): ExpectedFailure[] {
  return [...(LAYOUTS.get(layout ?? '')?.expectedFailures ?? []), ...request.expectedFailures];
}

export interface Ending {
  request: RunRequest;
  runId: string;
  startedAt: Date;
  survey: Survey;
  learnt: Learnt;
  facts: ClusterFacts;
  /** What to ask an administrator for, where that was found out; else what was refused stands for it. */
  permissions?: string[];
  interrupted: boolean;
  waited?: Verdict['run']['waited'];
}

/** A bundle has no caller whose rights could be too few. */
function permissionsMissing({ request, survey, permissions }: Ending, reasons: readonly string[]): string[] {
  if (targetKind(request) === 'bundle') return [];
  return survey.untestable === undefined ? (permissions ?? refusedReads(reasons)) : survey.missing;
}

const bundleFacts = (collectedAt: Date, bundle = '', reasons: readonly string[] = []): Verdict['target']['bundle'] => ({
  collectedAt: collectedAt.toISOString(),
  collect: collectCommands(reasons, bundle),
});

/** Puts together what a run has learnt, without secrets. */
export function compose(ending: Ending): Verdict {
  const { request, runId, startedAt, survey, learnt, facts, interrupted, waited } = ending;
  const { config } = request;
  const phases = new Map(learnt.entries.map((entry) => [entry.id, entry.phase]));
  const layout = LAYOUTS.get(survey.layout?.name ?? '');
  const endedAt = new Date();
  const reasons = survey.untestable === undefined ? learnt.results.map(said) : (survey.untold ?? []);
  const verdict = assemble({
    run: {
      id: runId,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      command: request.command,
      harnessVersion: harnessVersion(),
      interrupted,
      ...(waited !== undefined && { waited }),
    },
    target: {
      kind: targetKind(request),
      layout: survey.layout?.name ?? 'unknown',
      layoutConfidence: survey.layout?.confidence ?? 'unknown',
      layoutEvidence: survey.layout?.evidence ?? survey.untold ?? [],
      versions: facts.versions,
      permissions: {
        user: facts.user,
        missing: permissionsMissing(ending, reasons),
      },
      ...(survey.collectedAt !== undefined && { bundle: bundleFacts(survey.collectedAt, config.bundle, reasons) }),
    },
    // Without a cluster nothing was observed, and a column of "could not be read" says nothing.
    drift:
      survey.cluster === undefined || layout === undefined
        ? []
        : drift(survey.observation, layout, { shortWindows: request.sandbox !== undefined }),
    selected: learnt.entries,
    results: learnt.results,
    notRunReason: learnt.notRunReason,
    expectedFailures: accepted(request, survey.layout?.name),
    ownExpectations: new Set(request.expectedFailures.map(({ id }) => id)),
    known: request.known,
    today: endedAt.toISOString().slice(0, 'YYYY-MM-DD'.length),
    strict: config.strict,
    rerun: (ids) => request.rerun(ids.map((id) => ({ id, phase: phases.get(id) ?? '' }))),
  });
  return redacted(verdict);
}
