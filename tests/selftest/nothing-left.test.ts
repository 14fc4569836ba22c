import { randomInt } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import type { KubeObject } from '../../sandbox/object.ts';
import type { InstallationName, World } from '../../sandbox/world.ts';
import { descendants } from './processes.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { maasVerify, ROOT, temporaryFolder } from './verify.ts';

/** `MAAS_VERIFY_KILL_SEED=N` kills at the same moment again. */
const SEED = Number(process.env['MAAS_VERIFY_KILL_SEED'] ?? randomInt(2 ** 31));
/** So many changes come in a run before its first deletions at its end. */
const CHANGES_BEFORE_THE_END = 30;
const MOST_DELAY_MS = 1_500;

const nameOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

/** What an API server sets anew where an object is made again under its name: a revocation of the release does that. */
function lasting(object: KubeObject | undefined): unknown {
  if (object === undefined) return undefined;
  const { uid: _uid, resourceVersion: _version, creationTimestamp: _at, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Everything that comes into a sandbox's stores, from its start. */
interface Watched extends RunningSandbox {
  world: World;
  /** Objects that are not as they were, and tokens that are accepted, each in words. */
  left(): Promise<{ objects: string[]; tokens: string[] }>;
  /** How many changes of objects there have been. */
  seen(): number;
  /** Ends when so many changes have come. */
  changes(count: number): Promise<void>;
}

async function watched(folder: string, installation: InstallationName): Promise<Watched> {
  let world: World | undefined;
  const before = new Map<string, { ref: KubeObject; first: KubeObject | undefined }>();
  const issued: { token: string; subject: string; audiences: string[]; expiresAt: number }[] = [];
  let seen = 0;
  const sandbox = await runningSandbox(folder, {
    installation,
    prepare(its) {
      world = its;
      its.objects.subscribe((change) => {
        seen += 1;
        const ref = change.after ?? change.before;
        if (ref !== undefined && !before.has(nameOf(ref))) before.set(nameOf(ref), { ref, first: change.before });
      });
      const { issue } = its.tokens;
      its.tokens.issue = async (request) => {
        const made = await issue(request);
        issued.push({ ...made, subject: request.subject, audiences: request.audiences });
        return made;
      };
    },
  });
  onTestFinished(() => sandbox.close());
  if (world === undefined) throw new Error('the sandbox was not prepared');
  const { objects, tokens } = world;
  const isAccepted = async ({ token, audiences, expiresAt }: (typeof issued)[number]): Promise<boolean> =>
    expiresAt * 1000 > Date.now() && (await tokens.review(token, audiences)) !== undefined;
  return {
    ...sandbox,
    world,
    async left() {
      const changed = [...before.values()].filter(({ ref: { apiVersion, kind, metadata }, first }) => {
        const { name, namespace } = metadata;
        return !isDeepStrictEqual(lasting(objects.find({ apiVersion, kind, name, namespace })), lasting(first));
      });
      const accepted: string[] = [];
      for (const one of issued) if (await isAccepted(one)) accepted.push(`a token of ${one.subject}`);
      return { objects: changed.map(({ ref }) => nameOf(ref)), tokens: accepted };
    },
    seen: () => seen,
    async changes(count) {
      while (seen < count) await delay(50);
    },
  };
}

/** A folder for one test, with a place for the private folders of its runs: a sweep ends those that it finds. */
async function place(): Promise<{ folder: string; scratch: string; environment: Record<string, string> }> {
  const folder = await temporaryFolder();
  const scratch = join(folder, 'tmp');
  await mkdir(scratch);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { folder, scratch, environment: { TMPDIR: scratch } };
}

const CREATING = ['--phase', 'prerequisites', '--phase', 'authentication', '--phase', 'limits'];
const NOTHING = { objects: [], tokens: [] };
const withoutCallers = (flags: readonly string[]): string[] =>
  flags.filter((flag, index) => flag !== '--identities' && flags[index - 1] !== '--identities');

test('a run of all phases that create something leaves objects, tokens and keys as they were', async () => {
  const { folder, environment } = await place();
  const sandbox = await watched(join(folder, 'sandbox'), 'maas-0.0.2');

  const ran = await maasVerify(
    ['run', ...sandbox.flags, ...CREATING, '--allow-changes', '-o', 'short', '--out', join(folder, 'out')],
    { folder, environment },
  );

  expect(ran.exitCode, ran.stdout).toBeDefined();
  expect(ran.stderr).not.toContain('left behind');
  expect(sandbox.seen(), 'changes on the way').toBeGreaterThan(CHANGES_BEFORE_THE_END);
  expect(await sandbox.left()).toEqual(NOTHING);
});

test('of the guide, which has no way to revoke, a run leaves only tokens of given callers, and says until when', async () => {
  const { folder, environment } = await place();
  const sandbox = await watched(join(folder, 'sandbox'), 'guide');

  const ran = await maasVerify(
    ['run', ...sandbox.flags, ...CREATING, '--allow-changes', '--out', join(folder, 'out')],
    {
      folder,
      environment,
    },
  );

  const { objects, tokens } = await sandbox.left();
  expect(objects).toEqual([]);
  expect(tokens.length).toBeGreaterThan(0);
  expect(tokens.filter((token) => token.includes('system:serviceaccount'))).toEqual([]);
  expect(ran.stderr).toMatch(
    /left behind: \d+ MaaS tokens of \d+ callers, valid until .*: the layout guide names no way/,
  );
});

test.each(['given', 'none'])('nothing is left of a killed run after a sweep; callers: %s', async (callers) => {
  const moment = 1 + ((SEED >>> 8) % CHANGES_BEFORE_THE_END);
  const late = SEED % MOST_DELAY_MS;
  console.log(`kills ${late} ms after change ${moment}: MAAS_VERIFY_KILL_SEED=${SEED}`);
  const { folder, scratch, environment } = await place();
  const sandbox = await watched(join(folder, 'sandbox'), 'maas-0.0.2');
  const target = callers === 'given' ? sandbox.flags : withoutCallers(sandbox.flags);
  const run = ['run', ...target, ...CREATING, '--allow-changes', '--out', join(folder, 'out')];
  const child = execa(process.execPath, [join(ROOT, 'cli/main.ts'), ...run], {
    cwd: folder,
    env: { HOME: folder, KUBECONFIG: '', NO_COLOR: '1', CI: '1', ...environment },
    reject: false,
    stdin: 'ignore',
  });
  await Promise.race([sandbox.changes(moment), child.then(() => Promise.reject(new Error('the run ended by itself')))]);
  await delay(late);
  for (const pid of [child.pid ?? 0, ...descendants(child.pid ?? 0).map((one) => one.pid)])
    process.kill(pid, 'SIGKILL');
  await child;
  // What was asked for is still answered.
  await delay(200);
  const atDeath = await sandbox.left();
  expect([...atDeath.objects, ...atDeath.tokens].length, 'what the test could find').toBeGreaterThan(0);

  const swept = await maasVerify(['sweep', '--kubeconfig', sandbox.ready.kubeconfig], { folder, environment });

  expect(swept.exitCode, swept.stdout + swept.stderr).toBe(0);
  expect(await sandbox.left()).toEqual(NOTHING);
  expect((await readdir(scratch)).filter((entry) => entry.startsWith('maas-verify'))).toEqual([]);
});
