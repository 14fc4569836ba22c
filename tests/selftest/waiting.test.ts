import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Verdict } from '../../reports/verdict-schema.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { maasVerify, ROOT, temporaryFolder } from './verify.ts';

const MAIN = join(ROOT, 'cli', 'main.ts');
const SELECTED = ['--check', 'prereq.default-storage-class', '--check', 'prereq.worker-nodes'];

let folder: string;
let sandbox: RunningSandbox;

beforeAll(async () => {
  folder = await temporaryFolder();
  sandbox = await runningSandbox(join(folder, 'sandbox'), { faults: ['no-default-storage-class'] });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const verdictIn = async (out: string): Promise<Verdict> =>
  Verdict.parse(JSON.parse(await readFile(join(out, 'verdict.json'), 'utf8')));

const Kubeconfig = z.looseObject({
  clusters: z.array(z.looseObject({ cluster: z.looseObject({ server: z.string() }) })),
  users: z.array(z.looseObject({ user: z.looseObject({ token: z.string() }) })),
});

/** Does what an administrator would: `oc annotate storageclass gp3-csi …is-default-class=true`. */
async function setDefaultStorageClass(): Promise<void> {
  const { clusters, users } = Kubeconfig.parse(parse(await readFile(sandbox.ready.kubeconfig, 'utf8')));
  const answer = await fetch(`${clusters[0]?.cluster.server}/apis/storage.k8s.io/v1/storageclasses/gp3-csi`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${users[0]?.user.token}`,
      'content-type': 'application/merge-patch+json',
    },
    dispatcher: new Agent({ connect: { ca: await readFile(sandbox.ready.caFile, 'utf8') } }),
    body: JSON.stringify({ metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } }),
  });
  expect(answer.status).toBe(200);
}

test('the time to wait passes, with the reason shown, and then everything is judged as it is', async () => {
  const out = join(folder, 'over');
  const ran = await maasVerify(['run', ...sandbox.flags, ...SELECTED, '--wait', '25s', '--out', out], { folder });

  expect(ran.exitCode).toBe(1);
  expect(ran.stderr).toMatch(/waiting, \d+ s left: prereq\.default-storage-class: /);
  expect(ran.stderr).toMatch(/the time to wait is over after \d+ s: prereq\.default-storage-class: /);
  const { run, checks } = await verdictIn(out);
  expect(run.waited).toMatchObject({ outcome: 'time-over' });
  expect(checks.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['prereq.default-storage-class', 'fail'],
    ['prereq.worker-nodes', 'pass'],
  ]);
});

test('what becomes right in the meantime is waited for and then judged green', async () => {
  const out = join(folder, 'healed');
  const running = execa(process.execPath, [MAIN, 'run', ...sandbox.flags, ...SELECTED, '--wait', '2m', '--out', out], {
    cwd: folder,
    env: { HOME: folder, KUBECONFIG: '', NO_COLOR: '1', CI: '1' },
    reject: false,
  });
  const waits = new Promise<void>((resolve) => {
    let said = '';
    running.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('waiting, ')) resolve();
    });
  });
  // A run that ends without having waited must fail here, and not hang.
  await Promise.race([waits, running]);
  await setDefaultStorageClass();
  const ran = await running;

  expect(ran.stderr).toMatch(/all that was waited for holds after \d+ s; now everything is judged/);
  expect(ran.exitCode).toBe(0);
  const { run, verdict } = await verdictIn(out);
  expect(run.waited).toMatchObject({ outcome: 'ready', missing: [] });
  expect(verdict).toBe('pass');
});

test('a bundle is not waited for', async () => {
  const ran = await maasVerify(['run', '--bundle', folder, '--wait', '5m'], { folder });

  expect(ran.exitCode).toBe(2);
  expect(ran.stderr.trim()).toBe(
    'maas-verify: --wait waits for a cluster to change, and a bundle does not: leave one of the two out',
  );
});

test('a wait that is no duration is refused', async () => {
  const ran = await maasVerify(['run', ...sandbox.flags, '--wait', 'ten'], { folder });

  expect(ran.exitCode).toBe(2);
  expect(ran.stderr.trim()).toBe('maas-verify: wait: expected a duration such as 90s, 10m or 1h30m');
});
