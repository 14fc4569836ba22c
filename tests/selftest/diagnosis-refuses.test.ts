import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Refusal } from '../../diagnostics/archive/refusal.ts';
import { writeBundle } from '../../diagnostics/diagnosis.ts';
import { type Redactor, redactor } from '../../diagnostics/redaction/redactor.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import { openRawCluster } from '../../platform/cluster/raw/open.ts';
import { plant } from './diagnosis/plant.ts';
import { type Secrets, secrets } from './diagnosis/secrets.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { temporaryFolder } from './verify.ts';

let base: string;
let sandbox: RunningSandbox;
let planted: Secrets;
let out: string;
let bundles = 0;
beforeAll(async () => {
  base = await temporaryFolder();
  planted = await secrets();
  sandbox = await runningSandbox(join(base, 'sandbox'), { prepare: (world) => plant(world, planted) });
});
beforeEach(async () => {
  bundles += 1;
  out = join(base, `out-${bundles}`);
  await mkdir(out);
});
afterAll(async () => {
  await sandbox.close();
  await rm(base, { recursive: true, force: true });
});

const FILE = 'bundle.tar.gz';

/** Collects everything with a redactor of the test's. */
async function collectedWith(broken: Redactor): Promise<void> {
  const layout = LAYOUTS.get('guide');
  if (layout === undefined) throw new Error('there is no layout guide');
  const raw = await openRawCluster({ kubeconfig: sandbox.ready.kubeconfig }, 8);
  try {
    const discovered = await raw.discover();
    if (discovered.kind !== 'found') throw new Error(`discovery: ${discovered.kind}`);
    await writeBundle({
      raw,
      discovered: discovered.value,
      layouts: [layout],
      scope: { what: 'everything', phases: [] },
      redactor: broken,
      bounds: { bytes: 100_000_000 },
      timeoutMs: 60_000,
      interrupted: new AbortController().signal,
      beside: () => ({ extras: [], lastly: [], heard: () => undefined }),
      conclude: async () => ({ files: {} }),
      onProgress: () => undefined,
      privateFolder: join(base, `private-${bundles}`),
      file: join(out, FILE),
      harnessVersion: 'test',
      startedAt: new Date(),
    });
  } finally {
    await raw.close();
  }
}

const NOTHING: Redactor = { text: (text) => text, object: (value) => value };

test('a redactor that does nothing: no bundle is written, and no secret is told', async () => {
  await writeFile(join(out, FILE), 'an older bundle');

  const refusal = await collectedWith(NOTHING).then(
    () => undefined,
    (error: unknown) => error,
  );

  expect(refusal).toBeInstanceOf(Refusal);
  const { message } = refusal instanceof Refusal ? refusal : { message: '' };
  expect(message).toMatch(/^no bundle was written: .+ is in \S+ although it was redacted/);
  expect(Object.values(planted.values).filter((secret) => message.includes(secret))).toEqual([]);
  expect(await readdir(out)).toEqual([FILE]);
  expect(await readFile(join(out, FILE), 'utf8')).toBe('an older bundle');
});

/** Each kind as if redaction had forgotten it alone: what stands for a secret is put back. */
test.each([
  ...[
    'jwt',
    'openshift',
    'apiKey',
    'bearer',
    'basic',
    'privateKey',
    'cookie',
    'urlPassword',
    'password',
    'aws',
    'github',
  ],
  ...['huggingFace', 'registry', 'query', 'header', 'encoded', 'gzipped', 'zipped', 'tarred'],
])('a redactor that forgets one kind, %s, is noticed', async (kind) => {
  const whole = redactor();
  const text = planted.texts[kind] ?? '';
  const forgets: Redactor = {
    ...whole,
    text: (value) => (value.includes(` ${kind} `) ? `${whole.text(value)}\n${text}\n` : whole.text(value)),
  };

  await expect(collectedWith(forgets)).rejects.toBeInstanceOf(Refusal);
  expect(await readdir(out)).toEqual([]);
});

test('a redactor as it is: the bundle is written', async () => {
  await collectedWith(redactor());

  expect(await readdir(out)).toEqual([FILE]);
});
