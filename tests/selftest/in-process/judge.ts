import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestInfo } from '@playwright/test';
import { declared } from '../../../cli/catalogue-file.ts';
import { compose } from '../../../cli/compose.ts';
import type { RunRequest } from '../../../cli/run-request.ts';
import { sessionOf, targetOf } from '../../../cli/session.ts';
import { survey } from '../../../cli/target/survey.ts';
import { judgesIn } from '../../../fixtures/judge.ts';
import { test as fixtures } from '../../../fixtures/test.ts';
import type { Config } from '../../../platform/config.ts';
import { Inconclusive, NotApplicable } from '../../../platform/outcome.ts';
import { forgetSecrets } from '../../../platform/redact.ts';
import { deadline, WAITS } from '../../../platform/waits.ts';
import type { CatalogueEntry } from '../../../reports/catalogue-schema.ts';
import { checkResult, type EndedTest } from '../../../reports/check-result.ts';
import type { CheckResult, Verdict } from '../../../reports/verdict-schema.ts';
import { loadSpecs, type Spec } from './checks.ts';
import { namesAskedFor, runningCheck, workerScope } from './playwright-fixtures.ts';

/** What is asked for, where it is, and a name for the run. */
interface Asked {
  request: RunRequest;
  config: Config;
  runId: string;
}

type Worker = ReturnType<typeof workerScope>;

/** What checks and fixtures use of Playwright's TestInfo. */
function infoOf({ title, declaration }: Spec<object>): TestInfo {
  const annotations = [{ type: 'maas-verify.check', description: JSON.stringify(declaration) }];
  const info = { title, annotations, errors: [], skip: () => undefined, setTimeout: () => undefined };
  return info as unknown as TestInfo;
}

async function timedOut(): Promise<never> {
  const over = deadline(WAITS.campaign);
  await new Promise((resolve) => over.addEventListener('abort', resolve, { once: true }));
  throw new TimedOut();
}
class TimedOut extends Error {}

/** How a check ended, as Playwright would tell it. */
async function endOf(spec: Spec<object>, worker: Worker): Promise<Omit<EndedTest, 'durationMs' | 'timeoutMs'>> {
  const info = infoOf(spec);
  const scope = worker.forTest();
  const errors: string[] = [];
  let status: EndedTest['status'] = 'passed';
  await runningCheck.run(info, async () => {
    try {
      await scope.setUpAutomatic(info);
      const asked: Record<string, unknown> = {};
      for (const name of namesAskedFor(spec.body)) asked[name] = await scope.get(name, info);
      await Promise.race([spec.body(asked), timedOut()]);
    } catch (error) {
      status = error instanceof TimedOut ? 'timedOut' : 'failed';
      const isSkip = error instanceof Inconclusive || error instanceof NotApplicable;
      if (isSkip && info.annotations.some(({ type }) => type === 'maas-verify.verdict')) status = 'skipped';
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      errors.push(text);
      info.errors.push({ message: text });
    }
    await scope.close();
  });
  return { status, annotations: info.annotations, errors };
}

async function judged(spec: Spec<object>, entry: CatalogueEntry, worker: Worker): Promise<CheckResult> {
  const began = performance.now();
  const end = await endOf(spec, worker);
  return checkResult(entry, { ...end, durationMs: performance.now() - began, timeoutMs: WAITS.check });
}

/**
 * Loads suites into this process once: what Playwright costs for each run is more than what most checks cost. Checks,
 * fixtures, survey and verdict are the ones of the command; set-up and judgement of a check are as Playwright's are.
 * @param wanted which files, as PHASE/SLUG.spec.ts; all when absent
 */
export async function judgeInProcess(wanted?: RegExp): Promise<(asked: Asked) => Promise<Verdict>> {
  const specs = new Map((await loadSpecs(wanted)).map((spec) => [spec.declaration.id, spec]));
  judgesIn(() => {
    const info = runningCheck.getStore();
    if (info === undefined) throw new Error('no check is running');
    return info;
  });
  return async ({ request, config, runId }) => {
    const folder = await mkdtemp(join(tmpdir(), 'maas-verify-selftest-'));
    const seen = await survey(config, targetOf(request, config), folder);
    try {
      // Nobody looks at pictures here, and they would be kept beside the project.
      const session = { ...sessionOf({ request, config, runId, survey: seen, folder }), screenshots: undefined };
      const worker = workerScope(fixtures, { session });
      const entries = declared(request.selected, []);
      const results: CheckResult[] = [];
      for (const entry of entries) {
        const spec = specs.get(entry.id);
        if (spec !== undefined) results.push(await judged(spec, entry, worker));
      }
      await worker.close();
      const learnt = { entries, results, notRunReason: 'did not run' };
      const facts = { versions: { operators: {} } };
      return compose({ request, runId, startedAt: new Date(), survey: seen, learnt, facts, interrupted: false });
    } finally {
      await seen.close();
      // Every installation has tokens of its own: to look for thousands of them in every text takes longer than the checks.
      forgetSecrets();
      await rm(folder, { recursive: true, force: true });
    }
  };
}
