import { statSync } from 'node:fs';
import { join } from 'node:path';
import { refusalOf } from '../../diagnostics/archive/no-room.ts';
import { Refusal } from '../../diagnostics/archive/refusal.ts';
import { planLines, planOf } from '../../diagnostics/collect/plan.ts';
import { staySmall } from '../../diagnostics/memory/relief.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import { redact } from '../../platform/redact.ts';
import type { Session } from '../../platform/session.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Interruption, interruption } from '../interruption.ts';
import { type PrivateFolder, privateFolder } from '../private-folder.ts';
import { startSandbox, targetSandbox } from '../sandbox-target.ts';
import { targetOf } from '../session.ts';
import { type Survey, survey as surveyOf } from '../target/survey.ts';
import { type Terminal, terminal } from '../terminal.ts';
import { type BundleRun, bundle, discover, openRaw } from './bundle.ts';
import { judging } from './judging.ts';
import type { DiagnoseRequest } from './request.ts';
import { summaryLines } from './summary.ts';

const INTERRUPTED = 130;
const REFUSED = 3;

interface Started {
  request: DiagnoseRequest;
  config: DiagnoseRequest['config'];
  target: Session['target'];
  folder: PrivateFolder;
  stop: Interruption;
  screen: Terminal;
}

/** Says what would be read, from what the cluster serves alone. */
async function dryRun({ request, config, target, stop }: Started): Promise<number> {
  const raw = await openRaw(target);
  try {
    const { types } = await discover(raw, stop.signal);
    const name = request.verdict?.target.layout ?? config.layout;
    const known = LAYOUTS.get(name);
    const layouts = known === undefined ? [...LAYOUTS.values()].filter(({ plain }) => plain !== true) : [known];
    const scope = request.scope(layouts[0]?.name ?? '');
    const of = known === undefined ? 'any release, which is found out when it is collected' : known.name;
    const lines = [
      `Would read of ${raw.where} (${scope.what}; layout: ${of}):`,
      ...planLines(planOf(scope, layouts, types)),
      'probes of the gateway: name, TLS, HTTP, without a token',
      'metrics: targets, rules and series of MaaS',
      ...(config.identities === undefined ? [] : ['one request of one token, followed through logs and metrics']),
      'Never: Secrets, OAuth tokens, users. Nothing was read but which types there are.',
    ];
    process.stdout.write(`${redact(lines.join('\n'))}\n`);
    return 0;
  } finally {
    await raw.close();
  }
}

async function collected(started: Started, startedAt: Date): Promise<number> {
  const { request, config, target, folder, stop, screen } = started;
  screen.status('looking at the installation');
  const raw = await openRaw(target);
  const checks = request.judged;
  const judge =
    checks.length === 0
      ? undefined
      : judging({ checks, config, file: request.file, privateFolder: folder.path, signal: stop.signal });
  let seen: Survey | undefined;
  try {
    const [survey, discovered] = await Promise.all([
      surveyOf({ ...config }, target, folder.path, raw.connection),
      discover(raw, stop.signal),
    ]);
    seen = survey;
    const run: BundleRun = {
      request,
      config,
      target,
      raw,
      discovered,
      survey,
      ...(judge !== undefined && { judging: judge }),
      privateFolder: folder.path,
      signal: stop.signal,
      onProgress: screen.status,
    };
    const { manifest, conclusion } = await bundle(run, startedAt);
    screen.status('');
    const lines = summaryLines(manifest, conclusion, request.file, statSync(request.file).size);
    process.stdout.write(`${redact(lines.join('\n'))}\n`);
    return stop.signal.aborted ? INTERRUPTED : 0;
  } finally {
    await Promise.allSettled([judge?.dismiss(), seen?.close(), raw.close()]);
  }
}

/** Collects of an installation into one archive, and says what is likely wrong; answers the exit code. */
export async function diagnose(request: DiagnoseRequest): Promise<number> {
  staySmall();
  const startedAt = new Date();
  const folder = privateFolder();
  const stop = interruption();
  const screen = terminal(process.stderr);
  let sandbox: Sandbox | undefined;
  try {
    let { config } = request;
    if (request.sandbox !== undefined) {
      screen.status('starting the sandbox');
      sandbox = await startSandbox({ ...request.sandbox, realWindows: false, folder: join(folder.path, 'sandbox') });
      config = targetSandbox(config, sandbox.ready, folder.path);
    }
    const started: Started = { request, config, target: targetOf(request, config), folder, stop, screen };
    return request.dryRun ? await dryRun(started) : await collected(started, startedAt);
  } catch (failure) {
    const error = refusalOf(failure, folder.path);
    if (!(error instanceof Refusal)) throw error;
    screen.status('');
    process.stderr.write(`maas-verify: ${redact(error.message)}\n`);
    return stop.signal.aborted ? INTERRUPTED : REFUSED;
  } finally {
    screen.status('');
    await sandbox?.close();
    folder.remove();
    stop.dispose();
  }
}
