import { randomInt } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { descendants } from './processes.ts';
import { maasVerify, ROOT, temporaryFolder } from './verify.ts';
import { NOTHING, type WatchedSandbox, watchedSandbox } from './watched-sandbox.ts';

/** `MAAS_VERIFY_KILL_SEED=N` ends runs at the same moments again. */
const SEED = Number(process.env['MAAS_VERIFY_KILL_SEED'] ?? randomInt(2 ** 31));
/** So many changes come in a run before its first deletions at its end. */
const CHANGES_BEFORE_THE_END = 30;
const MOST_DELAY_MS = 1_500;
/** Limitador is stopped for longer than that. */
const WHILE_STOPPED_MS = 200;
/** Every phase with everything allowed, on a machine that has other things to do. */
const FULL_RUN_MS = 540_000;
const MINUTE_MS = 60_000;
/** What was asked for is still answered. */
const ANSWERED_MS = 200;

/** A folder for one test, with a place for the private folders of its runs: a sweep ends those that it finds. */
async function place(): Promise<{ folder: string; scratch: string; environment: Record<string, string> }> {
  const folder = await temporaryFolder();
  const scratch = join(folder, 'tmp');
  await mkdir(scratch);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { folder, scratch, environment: { TMPDIR: scratch } };
}
type Place = Awaited<ReturnType<typeof place>>;

const privateFolders = async ({ scratch }: Place): Promise<string[]> =>
  (await readdir(scratch)).filter((entry) => entry.startsWith('maas-verify'));

const CREATING = ['--phase', 'prerequisites', '--phase', 'authentication', '--phase', 'limits'];
const STOPPING = ['--check', 'limits.limiter-down'];
const CHANGES = ['--allow-changes'];
const DISRUPTION = ['--allow-disruption'];
const withoutCallers = (flags: readonly string[]): string[] =>
  flags.filter((flag, index) => flag !== '--identities' && flags[index - 1] !== '--identities');

/** Starts a run, and waits for a moment of it that the seed decides. */
async function runUntil(moment: Promise<void>, parameters: readonly string[], { folder, environment }: Place) {
  const late = SEED % MOST_DELAY_MS;
  const run = ['run', ...parameters, '--out', join(folder, 'out')];
  const child = execa(process.execPath, [join(ROOT, 'cli/main.ts'), ...run], {
    cwd: folder,
    env: { HOME: folder, KUBECONFIG: '', NO_COLOR: '1', CI: '1', ...environment },
    reject: false,
    stdin: 'ignore',
  });
  const ended = child.then(({ stdout }) => Promise.reject(new Error(`the run ended by itself: ${stdout}`)));
  await Promise.race([moment, ended]);
  ended.catch(() => undefined);
  return { child, late };
}

/** A moment among the changes that a run makes. */
function changeOf(sandbox: WatchedSandbox): Promise<void> {
  const change = 1 + ((SEED >>> 8) % CHANGES_BEFORE_THE_END);
  console.log(`ends the run after change ${change}: MAAS_VERIFY_KILL_SEED=${SEED}`);
  return sandbox.changes(change);
}

test('what is new, gone, changed or accepted is seen: a leak of each kind', async () => {
  const { folder } = await place();
  const sandbox = await watchedSandbox(join(folder, 'sandbox'), 'guide');
  const { objects, tokens } = sandbox.world;
  const limitador = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'limitador-system', name: 'limitador' };
  const [pod] = objects.all('Pod', 'authorino');
  if (pod === undefined) throw new Error('Authorino has no pod');
  const { name, namespace } = pod.metadata;
  const subject = 'system:serviceaccount:default:default';
  objects.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'default' } });

  objects.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'maas-verify-callers-x' } });
  objects.edit(limitador, ({ metadata }) => {
    metadata.labels = { ...metadata.labels, 'maas-verify/stopped': 'true' };
  });
  objects.remove({ apiVersion: 'v1', kind: 'Pod', name, namespace });
  await tokens.issue({ subject, audiences: ['https://kubernetes.default.svc'], lifetimeSeconds: 600 });
  const { objects: seen, tokens: accepted } = await sandbox.left();

  expect(seen).toEqual(
    expect.arrayContaining([
      'Namespace /maas-verify-callers-x',
      'Deployment limitador-system/limitador',
      expect.stringMatching(/^Pod authorino\//),
    ]),
  );
  expect(accepted).toEqual([`a token of ${subject}`]);
});

test(
  'a full run that may change and stop things leaves objects and tokens as they were',
  async () => {
    const its = await place();
    const sandbox = await watchedSandbox(join(its.folder, 'sandbox'), 'maas-0.0.2');

    const ran = await maasVerify(
      ['run', ...sandbox.flags, ...CHANGES, ...DISRUPTION, '-o', 'short', '--out', join(its.folder, 'out')],
      { ...its, limitMs: FULL_RUN_MS },
    );

    expect([0, 1, 3], ran.stdout + ran.stderr).toContain(ran.exitCode);
    expect(ran.stderr).not.toContain('left behind');
    expect(sandbox.seen(), 'changes on the way').toBeGreaterThan(CHANGES_BEFORE_THE_END);
    await sandbox.stopped();
    expect(await sandbox.left()).toEqual(NOTHING);
  },
  FULL_RUN_MS + MINUTE_MS,
);

test('of the guide, which has no way to revoke, a run leaves only tokens of given callers, and says until when', async () => {
  const its = await place();
  const sandbox = await watchedSandbox(join(its.folder, 'sandbox'), 'guide');

  const ran = await maasVerify(
    ['run', ...sandbox.flags, ...CREATING, ...CHANGES, '--out', join(its.folder, 'out')],
    its,
  );

  const { objects, tokens } = await sandbox.left();
  expect(objects).toEqual([]);
  expect(tokens.length).toBeGreaterThan(0);
  expect(tokens.filter((token) => token.includes('system:serviceaccount'))).toEqual([]);
  expect(ran.stderr).toMatch(
    /left behind: \d+ MaaS tokens of \d+ callers, valid until .*: the layout guide names no way/,
  );
});

test.each(['SIGINT', 'SIGTERM'] as const)('a run that is ended by %s cleans up before it ends', async (signal) => {
  const its = await place();
  const sandbox = await watchedSandbox(join(its.folder, 'sandbox'), 'maas-0.0.2');
  const parameters = [...withoutCallers(sandbox.flags), ...CREATING, ...CHANGES];

  const { child, late } = await runUntil(changeOf(sandbox), parameters, its);
  await delay(late);
  child.kill(signal);
  const { exitCode, stderr } = await child;

  expect(exitCode).toBe(130);
  expect(stderr).not.toContain('left behind');
  expect(await sandbox.left()).toEqual(NOTHING);
  expect(await privateFolders(its)).toEqual([]);
});

test('what a run has stopped is started again when it is ended in between', async () => {
  const its = await place();
  const sandbox = await watchedSandbox(join(its.folder, 'sandbox'), 'guide');

  const { child, late } = await runUntil(sandbox.stopped(), [...sandbox.flags, ...STOPPING, ...DISRUPTION], its);
  await delay(late % WHILE_STOPPED_MS);
  child.kill('SIGINT');
  const { exitCode } = await child;
  // The pods follow.
  await delay(ANSWERED_MS);

  expect(exitCode).toBe(130);
  expect((await sandbox.left()).objects).toEqual([]);
});

test.each([
  { which: 'with given callers', installation: 'maas-0.0.2', given: true, flags: [...CREATING, ...CHANGES] },
  { which: 'with its own callers', installation: 'maas-0.0.2', given: false, flags: [...CREATING, ...CHANGES] },
  { which: 'that has stopped Limitador', installation: 'guide', given: true, flags: [...STOPPING, ...DISRUPTION] },
] as const)('nothing is left of a killed run $which after a sweep', async ({ installation, given, flags }) => {
  const its = await place();
  const sandbox = await watchedSandbox(join(its.folder, 'sandbox'), installation);
  const isStopping = flags.some((flag) => DISRUPTION.includes(flag));
  const target = given ? sandbox.flags : withoutCallers(sandbox.flags);

  const moment = isStopping ? sandbox.stopped() : changeOf(sandbox);
  const { child, late } = await runUntil(moment, [...target, ...flags], its);
  await delay(isStopping ? late % WHILE_STOPPED_MS : late);
  for (const pid of [child.pid ?? 0, ...descendants(child.pid ?? 0).map((one) => one.pid)])
    process.kill(pid, 'SIGKILL');
  await child;
  await delay(ANSWERED_MS);
  const atDeath = await sandbox.left();
  expect([...atDeath.objects, ...atDeath.tokens].length, 'what the test could find').toBeGreaterThan(0);
  const swept = await maasVerify(['sweep', '--kubeconfig', sandbox.ready.kubeconfig], its);
  await delay(ANSWERED_MS);

  expect(swept.exitCode, swept.stdout + swept.stderr).toBe(0);
  // A run that may change nothing revokes nothing: its callers' tokens end by themselves.
  expect(await sandbox.left()).toEqual(isStopping ? { ...NOTHING, tokens: expect.any(Array) } : NOTHING);
  expect(await privateFolders(its)).toEqual([]);
});
