import { basename, dirname } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { CheckDeclaration, DECLARATION } from '../fixtures/check.ts';
import type { CatalogueEntry } from './catalogue-schema.ts';
import { checkResult, plainMessage } from './check-result.ts';
import type { RunEvent } from './events.ts';

/**
 * Playwright's reporter of this project: judges each test as it ends and tells the command, over IPC, which assembles
 * verdict.json. Playwright's own verdict (passed, failed, skipped) decides nothing.
 */
export default class VerdictReporter implements Reporter {
  readonly #entries = new Map<string, CatalogueEntry>();
  /** Messages on their way; Playwright ends the process right after onEnd. */
  readonly #sending: Promise<void>[] = [];
  #ended = 0;

  constructor() {
    // The command is gone (killed): nobody reads the verdict, and checks must not go on against a live cluster.
    process.once('disconnect', () => process.exit(1));
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    for (const test of suite.allTests()) {
      const entry = entryOf(test);
      if (typeof entry === 'string') this.#send({ type: 'trouble', message: entry });
      else this.#entries.set(test.id, entry);
    }
    const checks = [...this.#entries.values()];
    this.#send({ type: 'begin', total: checks.length, checks });
  }

  onTestBegin(test: TestCase): void {
    const entry = this.#entries.get(test.id);
    if (entry !== undefined) this.#send({ type: 'started', id: entry.id, title: entry.title, phase: entry.phase });
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const entry = this.#entries.get(test.id);
    // Playwright reports a test that it never started (interrupted run) as skipped, by no worker: it is not a result.
    if (entry === undefined || (result.status === 'skipped' && result.workerIndex < 0)) return;
    this.#ended += 1;
    const check = checkResult(entry, {
      status: result.status,
      annotations: result.annotations,
      errors: result.errors.map(messageOf),
      durationMs: result.duration,
      timeoutMs: test.timeout,
    });
    this.#send({ type: 'ended', index: this.#ended, check });
  }

  onError(error: TestError): void {
    this.#send({ type: 'trouble', message: plainMessage(messageOf(error)) });
  }

  async onEnd(_result: FullResult): Promise<void> {
    this.#send({ type: 'done' });
    await Promise.all(this.#sending);
  }

  printsToStdio(): boolean {
    // Keeps Playwright from adding a reporter of its own.
    return true;
  }

  #send(event: RunEvent): void {
    this.#sending.push(
      new Promise((resolve) => {
        if (process.send === undefined) resolve();
        else process.send(event, undefined, undefined, () => resolve());
      }),
    );
  }
}

const messageOf = (error: TestError): string => error.message ?? error.value ?? 'no message';

/** The check that a test declares, or what is wrong with its declaration. */
function entryOf(test: TestCase): CatalogueEntry | string {
  const where = `${basename(dirname(test.location.file))}/${basename(test.location.file)}:${test.location.line}`;
  const text = test.annotations.find((annotation) => annotation.type === DECLARATION)?.description;
  if (text === undefined) return `the test at ${where} declares no check`;
  const declaration = CheckDeclaration.parse(JSON.parse(text));
  const phase = basename(dirname(test.location.file)).replace(/^\d+-/, '');
  const slug = basename(test.location.file).replace(/\.spec\.[tj]s$/, '');
  if (!declaration.id.endsWith(`.${slug}`))
    return `the check at ${where} has id ${declaration.id}, not the name of its file`;
  return { ...declaration, title: test.title, phase };
}
