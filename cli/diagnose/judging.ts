import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Config } from '../../platform/config.ts';
import { redact } from '../../platform/redact.ts';
import { pause, WAITS } from '../../platform/waits.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { clusterFacts, compose } from '../compose.ts';
import { SESSION_FILE } from '../private-folder.ts';
import { rerunCommand } from '../rerun.ts';
import { newRunId } from '../run-id.ts';
import type { RunRequest } from '../run-request.ts';
import { type KnownCheck, knownChecks } from '../selection.ts';
import { sessionOf, targetOf } from '../session.ts';
import { programName, shellWord } from '../shell-words.ts';
import { startSuites } from '../suites.ts';
import type { ChosenLayout } from '../target/layout.ts';
import { survey as surveyOf } from '../target/survey.ts';

/** What came of judging: a verdict, or why there is none. */
type Judged = { verdict: Verdict } | { why: string };

/** Checks that are loaded while a bundle is collected, to judge it before it is packed. */
export interface Judging {
  /** Judges what is in the folder of a bundle, as `run --bundle` judges one; the layout is that of its target. Never throws. */
  judge(folder: string, layout: ChosenLayout): Promise<Judged>;
  /** Ends their process where nothing was judged. */
  dismiss(): Promise<void>;
}

export interface JudgingOptions {
  /** The checks that objects alone can tell; none: there is nothing to judge. */
  checks: readonly KnownCheck[];
  config: Config;
  /** The archive that the bundle will be: it stands in commands. */
  file: string;
  privateFolder: string;
  /** The user's wish to end. */
  signal: AbortSignal;
}

/** The bundle as the target, and nothing else: neither gateway nor callers are asked again. */
const configOf = ({ config }: JudgingOptions, bundle: string, layout: string): Config => ({
  ...config,
  bundle,
  layout,
  kubeconfig: undefined,
  context: undefined,
  gatewayUrl: undefined,
  prometheusUrl: undefined,
  grafanaUrl: undefined,
  grafanaTokenFile: undefined,
  identities: undefined,
  ca: undefined,
  allowChanges: false,
  allowDisruption: false,
});

function requestOf({ checks, file }: JudgingOptions, config: Config): RunRequest {
  const known = knownChecks();
  const bundle = basename(file);
  return {
    config: { ...config, bundle },
    known: new Set(known.map(({ id }) => id)),
    selected: [...checks],
    expectedFailures: [],
    command: redact(['maas-verify', ...process.argv.slice(2).map(shellWord)].join(' ')),
    rerun: (ids) => redact(rerunCommand(programName(), { bundle }, ids, known)),
    colour: false,
  };
}

/** A verdict names the archive, and not the folder in which it was put together. */
const named = (verdict: Verdict, folder: string, file: string): Verdict =>
  JSON.parse(JSON.stringify(verdict), (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.replaceAll(folder, basename(file)) : inner,
  );

const INTERRUPTED = 'the collection was interrupted';
const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** Starts to load the checks: that takes as long as collecting, and needs nothing of it. */
export function judging(options: JudgingOptions): Judging {
  const { checks, file, signal } = options;
  const privateFolder = join(options.privateFolder, 'judging');
  mkdirSync(privateFolder, { mode: 0o700 });
  const late = new AbortController();
  const suites = startSuites({
    selected: checks,
    subset: true,
    sessionFile: join(privateFolder, SESSION_FILE),
    signal: AbortSignal.any([signal, late.signal]),
  });

  async function judged(folder: string, layout: ChosenLayout): Promise<Verdict> {
    const startedAt = new Date();
    const config = configOf(options, folder, layout.name);
    const request = requestOf(options, config);
    const runId = newRunId(startedAt);
    const seen = await surveyOf(config, targetOf({ config }, config), privateFolder);
    const survey = { ...seen, layout };
    try {
      if (survey.untestable !== undefined) throw new Error(survey.untestable);
      const session = sessionOf({ request, config, runId, survey, folder: privateFolder });
      const learnt = await suites.run(session, () => undefined);
      if (learnt.results.length === 0) throw new Error(learnt.notRunReason);
      const facts = await clusterFacts(survey);
      const ending = { request, runId, startedAt, survey, learnt, facts, interrupted: signal.aborted };
      return named(compose(ending), folder, file);
    } finally {
      await survey.close();
    }
  }

  const cutShort = (): { why: string } | undefined => {
    if (signal.aborted) return { why: INTERRUPTED };
    return late.signal.aborted ? { why: `it took longer than ${WAITS.bundleJudged / 1000} s` } : undefined;
  };

  return {
    async judge(folder, layout) {
      if (signal.aborted) return { why: INTERRUPTED };
      const done = new AbortController();
      void pause(WAITS.bundleJudged, done.signal).then(
        () => late.abort(),
        () => undefined,
      );
      try {
        const verdict = await judged(folder, layout);
        return cutShort() ?? { verdict };
      } catch (error) {
        return cutShort() ?? { why: redact(firstLine(error instanceof Error ? error.message : String(error))) };
      } finally {
        done.abort();
      }
    },
    dismiss: () => suites.dismiss(),
  };
}
