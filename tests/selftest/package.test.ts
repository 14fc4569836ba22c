import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Verdict } from '../../reports/verdict-schema.ts';
import { ROOT, temporaryFolder } from './verify.ts';

/** The oldest Node that the package promises; as a package of npm it is there for this platform only. */
const OLDEST_NODE = '22.19.0';
const NODE_PACKAGE = `node-linux-${process.arch}`;
/** Compiling, packing and installing from the registry, in milliseconds. */
const PACKING = 300_000;

const Packed = z.tuple([z.looseObject({ filename: z.string(), files: z.array(z.looseObject({ path: z.string() })) })]);
const PATH = [join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);

let folder: string;
let empty: string;
let packed: string[];

beforeAll(async () => {
  folder = await temporaryFolder();
  empty = join(folder, 'empty');
  await mkdir(empty);
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', folder], { cwd: ROOT, env: { PATH } });
  // What prepack prints comes before it.
  const [{ filename, files }] = Packed.parse(JSON.parse(stdout.slice(stdout.indexOf('[\n'))));
  packed = files.map(({ path }) => path);
  const node = process.platform === 'linux' ? [`${NODE_PACKAGE}@${OLDEST_NODE}`] : [];
  // npm looks for a project in the folders above, unless this is one.
  await writeFile(join(empty, 'package.json'), '{"private":true}');
  await execa(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', ...node, join(folder, filename)],
    {
      cwd: empty,
      env: { PATH },
    },
  );
}, PACKING);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the installed command as `npx` does, on the oldest Node. */
async function installed(...parameters: string[]) {
  const node =
    process.platform === 'linux' ? join(empty, 'node_modules', NODE_PACKAGE, 'bin', 'node') : process.execPath;
  return execa(node, [join(empty, 'node_modules', '.bin', 'maas-verify'), ...parameters], {
    cwd: empty,
    env: { HOME: empty, KUBECONFIG: '', NO_COLOR: '1', CI: '1', NODE_COMPILE_CACHE: undefined },
    reject: false,
    stdin: 'ignore',
  });
}

const verdictIn = async (out: string): Promise<Verdict> =>
  Verdict.parse(JSON.parse(await readFile(join(empty, out, 'verdict.json'), 'utf8')));

test('what is packed is compiled: no sources, tests or tools of the project', () => {
  const wrong = packed.filter(
    (path) =>
      /\.tsx?$/.test(path.replace(/\.d\.ts$/, '')) ||
      /^(?!dist\/|docs\/.*\.schema\.json$|cli\/maas-verify\.mjs$|LICENSE$|README\.md$|package\.json$)/.test(path),
  );
  expect(wrong).toEqual([]);
  expect(packed).toEqual(expect.arrayContaining(['dist/suites/catalogue.json', 'dist/load/profiles/smoke.yaml']));
});

test('version: runs on the oldest Node it promises', async () => {
  const { stdout, exitCode } = await installed('version', '-o', 'json');
  expect(exitCode).toBe(0);
  const told = z.looseObject({ harness: z.string(), node: z.string(), checks: z.number() }).parse(JSON.parse(stdout));
  if (process.platform === 'linux') expect(told.node).toBe(OLDEST_NODE);
  const catalogue = z
    .array(z.unknown())
    .parse(JSON.parse(await readFile(join(ROOT, 'suites', 'catalogue.json'), 'utf8')));
  expect(told.checks).toBe(catalogue.length);
});

// No limits: a machine that is busy cannot judge their windows, which is none of the package's faults.
test('run: the suites are found, and the results are in the folder of the caller', async () => {
  const { stdout, stderr, exitCode } = await installed(
    'run',
    '--sandbox',
    '--phase',
    'prerequisites',
    'authentication',
  );
  const { checks } = await verdictIn('maas-verify-out');
  expect(exitCode, stdout + stderr).toBe(0);
  expect(checks.filter(({ phase }) => phase === 'authentication').length).toBeGreaterThan(10);
  expect(checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')).toEqual([]);
  expect(await readdir(empty)).toEqual(['maas-verify-out', 'node_modules', 'package-lock.json', 'package.json']);
});

test('run: a fault is caught by its check', async () => {
  const check = 'maas.namespaces';
  const fault = ['--fault', 'namespace-missing', '--check', check];
  const { exitCode } = await installed('run', '--sandbox', ...fault, '--out', 'faulty');
  expect(exitCode).toBe(1);
  expect((await verdictIn('faulty')).checks).toMatchObject([{ id: check, verdict: 'fail' }]);
});

test('report: the page of a verdict', async () => {
  const { stdout, exitCode } = await installed('report', join('faulty', 'verdict.json'), '-o', 'html');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^<!doctype html>[\s\S]*maas\.namespaces/i);
});

test('load: the engine and its threads', async () => {
  const { stdout, stderr, exitCode } = await installed('load', 'smoke', '--sandbox', '--out', 'smoke');
  // Beside other tests the client may be too slow for a verdict: that is 3, and said.
  expect([0, 3], stdout + stderr).toContain(exitCode);
  expect((await verdictIn('smoke')).load?.[0]?.gates.length).toBeGreaterThan(0);
});

test('diagnose: an archive', async () => {
  const { stdout, stderr, exitCode } = await installed('diagnose', '--sandbox', '--out', 'diagnosis.tar.gz');
  expect(exitCode, stdout + stderr).toBe(0);
  expect((await readFile(join(empty, 'diagnosis.tar.gz'))).subarray(0, 2).toString('hex')).toBe('1f8b');
});

test('the types of the verdict are right for whoever reads it', async () => {
  const read = (property: string) =>
    `import { Verdict } from 'maas-verify/verdict';\nexport const code: number = Verdict.parse({}).${property};\n`;
  await writeFile(join(empty, 'right.ts'), read('exitCode'));
  await writeFile(join(empty, 'wrong.ts'), read('verdict'));
  const compiler = join(ROOT, 'node_modules', 'ts7', 'bin', 'tsc');
  const types = (file: string) =>
    execa(
      process.execPath,
      [compiler, '--noEmit', '--strict', '--skipLibCheck', '--types', '', '--module', 'nodenext', file],
      {
        cwd: empty,
        reject: false,
      },
    );
  expect((await types('right.ts')).stdout).toBe('');
  expect((await types('wrong.ts')).stdout).toContain('TS2322');
});
