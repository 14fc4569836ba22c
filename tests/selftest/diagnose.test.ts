import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { World } from '../../sandbox/world.ts';
import { plant } from './diagnosis/plant.ts';
import { secrets } from './diagnosis/secrets.ts';
import { unpackedBundle } from './diagnosis/unpacked.ts';
import { runningRights } from './rights/running-rights.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { maasVerify, ROOT, temporaryFolder } from './verify.ts';

let base: string;
beforeAll(async () => {
  base = await temporaryFolder();
});
afterAll(() => rm(base, { recursive: true, force: true }));

interface Place {
  folder: string;
  archive: string;
  sandbox: RunningSandbox;
  world: World;
}

/** A sandbox of its own, and where its bundle is to be. */
async function place(name: string, prepare: (world: World) => void = () => undefined): Promise<Place> {
  const folder = join(base, name);
  await mkdir(folder);
  let world: World | undefined;
  const sandbox = await runningSandbox(join(folder, 'sandbox'), {
    prepare(made) {
      world = made;
      prepare(made);
    },
  });
  if (world === undefined) throw new Error('the sandbox has no world');
  return { folder, archive: join(folder, 'out', 'bundle.tar.gz'), sandbox, world };
}

const written = async (folder: string): Promise<string[]> => readdir(join(folder, 'out')).catch(() => []);

/** Every way in which one secret could stand in bytes. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

test('of secrets of all kinds, planted in logs, objects and packed data, a bundle holds none', async () => {
  const planted = await secrets();
  const { folder, archive, sandbox } = await place('canary', (world) => plant(world, planted));
  try {
    const ran = await maasVerify(['diagnose', ...sandbox.flags, '--out', archive], { folder });
    expect(ran.exitCode, ran.stderr).toBe(0);
    const { files } = await unpackedBundle(archive, join(folder, 'unpacked'));

    expect(Object.keys(planted.values).length).toBeGreaterThanOrEqual(20);
    const tokens = sandbox.ready.identities.map(({ openshiftToken }) => openshiftToken);
    const sought = [...Object.values(planted.values), ...tokens].flatMap(formsOf);
    for (const [path, bytes] of files) {
      const text = bytes.toString('latin1');
      expect(
        sought.filter((secret) => text.includes(secret)),
        path,
      ).toEqual([]);
    }
    expect(sought.filter((secret) => (ran.stdout + ran.stderr).includes(secret))).toEqual([]);
    // They were there: what held them was collected, with placeholders that are the same for the same secret.
    const log = String(files.get('namespaces/maas/pods/planted/app/app/logs/current.log'));
    const mark = /Bearer (\[redacted:[a-z]+:\d+\])/.exec(log)?.[1] ?? 'no mark';
    expect(String(files.get('namespaces/maas/pods/planted/app/app/logs/previous.log'))).toContain(`Bearer ${mark}`);
    for (const path of ['core/pods.yaml', 'core/configmaps.yaml', 'core/events.yaml'])
      expect(String(files.get(`namespaces/maas/${path}`)), path).toContain('"planted"');
    expect([...files.keys()].filter((path) => path.includes('secrets'))).toEqual([]);
    expect(sandbox.requests().filter(({ resource, user }) => resource === 'secrets' && user === 'kube:admin')).toEqual(
      [],
    );
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
  } finally {
    await sandbox.close();
  }
});

test('a dry run says what would be read, and reads nothing but which types there are', async () => {
  const { folder, archive, sandbox } = await place('dry-run');
  try {
    const ran = await maasVerify(['diagnose', ...sandbox.flags, '--dry-run', '--out', archive], { folder });

    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/^list pods$/m);
    expect(ran.stdout).toMatch(/^list configmaps in .*maas/m);
    expect(ran.stdout).not.toMatch(/^list secrets/m);
    expect(sandbox.requestLines().map((line) => line.replace(/\?.*/, ''))).toEqual(['GET /api', 'GET /apis']);
    expect(await written(folder)).toEqual([]);
  } finally {
    await sandbox.close();
  }
});

test('somebody with hardly any rights gets what he may read, and each permission that is missing', async () => {
  const folder = join(base, 'rights');
  await mkdir(folder);
  const rights = await runningRights(join(folder, 'sandbox'), 'guide');
  try {
    const rules = [{ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] }];
    const kubeconfig = await rights.caller('pods-of-maas', [{ namespace: 'maas', rules }]);
    const archive = join(folder, 'bundle.tar.gz');
    const target = [...rights.flags, '--kubeconfig', kubeconfig, '--layout', 'guide'];
    const ran = await maasVerify(['diagnose', ...target, '--out', archive], { folder });

    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout).toContain('missing permission: oc auth can-i list nodes --all-namespaces');
    const { files, manifest } = await unpackedBundle(archive, join(folder, 'unpacked'));
    expect(String(files.get('namespaces/maas/core/pods.yaml'))).toContain('"kind":"Pod"');
    expect([...files.keys()].some((path) => path.startsWith('namespaces/maas/pods/maas-api'))).toBe(true);
    // Pods of other namespaces are not known, and the bundle does not say that there are none.
    expect(files.has('cluster-scoped-resources/core/pods.yaml')).toBe(false);
    const nodes = manifest.items.find(({ id }) => id === 'objects nodes');
    expect(nodes).toMatchObject({ outcome: 'forbidden', permission: 'oc auth can-i list nodes --all-namespaces' });
  } finally {
    await rights.close();
  }
});

test('of a cluster that stops answering half-way, what was collected until then is a readable bundle', async () => {
  const { folder, archive, sandbox, world } = await place('hangs');
  const MANY = 60;
  const watch = setInterval(() => {
    if (sandbox.requestLines().length > MANY) world.behaviour.kube.hang = true;
  }, 2);
  world.behaviour.kube.slowMs = 20;
  try {
    const ran = await maasVerify(
      ['diagnose', ...sandbox.flags, '--layout', 'guide', '--timeout', '6s', '--out', archive],
      { folder },
    );

    expect(ran.exitCode, ran.stderr).toBe(0);
    const { manifest } = await unpackedBundle(archive, join(folder, 'unpacked'));
    const outcomes = manifest.items.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'collected').length).toBeGreaterThan(5);
    expect(outcomes.filter((outcome) => outcome === 'timed-out').length).toBeGreaterThan(5);
    expect(ran.stdout).toContain('timed out');
    expect(await written(folder)).toEqual(['bundle.tar.gz']);
  } finally {
    clearInterval(watch);
    await sandbox.close();
  }
});

test('a cluster that does not answer at all is a refusal of one line', async () => {
  const { folder, archive, sandbox, world } = await place('down');
  world.behaviour.kube.failWith = 503;
  world.behaviour.kube.garbage = true;
  try {
    const ran = await maasVerify(['diagnose', ...sandbox.flags, '--layout', 'guide', '--out', archive], { folder });

    expect(ran.exitCode).toBe(3);
    expect(ran.stderr).toMatch(/^maas-verify: nothing was collected: .*\n?$/);
    expect(await written(folder)).toEqual([]);
  } finally {
    await sandbox.close();
  }
});

test('where the archive does not fit, none is left: no half of it, under no name', async () => {
  const { folder, archive, sandbox } = await place('full', (world) => {
    // What cannot be packed: the archive is larger than any of its files.
    for (const pod of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const at = { namespace: 'maas', pod, container: 'app' };
      for (let line = 0; line < 2_000; line += 1) world.logs.append(at, Math.random().toString().repeat(2));
      const spec = { containers: [{ name: 'app', image: 'x' }] };
      world.objects.put({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: pod, namespace: 'maas' },
        spec,
        status: {},
      });
    }
  });
  const KIBIBYTES = 150;
  try {
    const words = ['diagnose', ...sandbox.flags, '--out', archive];
    const limited = `ulimit -f ${KIBIBYTES}; exec "$0" "$@"`;
    const ran = await execa('bash', ['-c', limited, process.execPath, join(ROOT, 'cli/main.ts'), ...words], {
      cwd: folder,
      env: { HOME: folder, KUBECONFIG: '', NO_COLOR: '1', CI: '1' },
      reject: false,
    });

    expect(ran.exitCode, ran.stderr).toBe(3);
    expect(ran.stderr).toMatch(/^maas-verify: no bundle was written: .*larger than files may be.*$/);
    expect(await written(folder)).toEqual([]);
  } finally {
    await sandbox.close();
  }
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a collection: what there is until then is written',
  async (signal) => {
    const { folder, archive, sandbox, world } = await place(`interrupted-${signal}`);
    world.behaviour.kube.slowMs = 100;
    const scratch = join(folder, 'tmp');
    await mkdir(scratch);
    const START = 40;
    try {
      const words = ['diagnose', ...sandbox.flags, '--layout', 'guide', '--out', archive];
      const child = execa(process.execPath, [join(ROOT, 'cli/main.ts'), ...words], {
        cwd: folder,
        env: { HOME: folder, KUBECONFIG: '', NO_COLOR: '1', CI: '1', TMPDIR: scratch },
        reject: false,
        stdin: 'ignore',
      });
      const before = sandbox.requestLines().length;
      await expect.poll(() => sandbox.requestLines().length - before, { timeout: 60_000 }).toBeGreaterThan(START);
      // A terminal and npm each send their own.
      child.kill(signal);
      child.kill(signal);
      const ran = await child;

      expect(ran.exitCode, ran.stderr).toBe(130);
      const { manifest } = await unpackedBundle(archive, join(folder, 'unpacked'));
      expect(manifest.interrupted).toBe(true);
      expect(await written(folder)).toEqual(['bundle.tar.gz']);
      expect(await readdir(scratch)).toEqual([]);
    } finally {
      await sandbox.close();
    }
  },
);
