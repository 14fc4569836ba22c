import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { requestBody } from '../../../load/engine/request-body.ts';
import type { Plan } from '../../../load/plan/plan.ts';
import { type Recorded, readSamples } from '../../../load/samples/reader.ts';
import { pinned } from './pinned.ts';
import { Seen, Usage, type Work } from './work.ts';

const HERE = import.meta.dirname;
const ENVIRONMENT = join(HERE, '..', '..', '..', '.cache', 'tools', 'load-python');
const CLIENT_CORE = 1;
const ID_DIGITS = 12;

/** What a client reported of a plan that it played. */
export interface Played {
  seen: Seen[];
  usage: Usage[];
  /** Of the engine only. */
  recorded?: Recorded;
}

/** The x-request-id by which the truth of a planned request is found. */
export const idOf = ({ hash }: Plan, i: number): string => `${hash.slice(0, ID_DIGITS)}-${i}`;

/** Python with aiohttp: made at the first need, from the machine's own python3. */
async function pythonWithAiohttp(): Promise<string> {
  const python = join(ENVIRONMENT, 'bin', 'python');
  if (!existsSync(python)) await execa`python3 -m venv ${ENVIRONMENT}`;
  await execa`${python} -m pip install --quiet --disable-pip-version-check -r ${join(HERE, 'requirements.txt')}`;
  return python;
}

function lanesOf(plan: Plan, model: string): { id: string; body: string }[][] {
  const lanes = Map.groupBy(plan.requests, ({ lane }) => lane);
  return [...lanes.values()].map((requests) =>
    requests.map((request) => ({ id: idOf(plan, request.i), body: requestBody(request, plan, model) })),
  );
}

async function run(command: readonly string[], plan: Plan, baseUrl: string, model: string, folder: string) {
  const work: Work = {
    planFile: join(folder, 'plan.json'),
    lanesFile: join(folder, 'lanes.json'),
    baseUrl,
    model,
    file: join(folder, 'seen.ndjson'),
  };
  writeFileSync(work.planFile, JSON.stringify(plan));
  writeFileSync(work.lanesFile, JSON.stringify(lanesOf(plan, model)));
  const [file = '', ...parameters] = pinned(CLIENT_CORE, command);
  const { stdout } = await execa(file, parameters, { input: JSON.stringify(work), stderr: 'inherit' });
  return { file: work.file, usage: stdout.split('\n').map((line) => Usage.parse(JSON.parse(line))) };
}

async function inFolder<T>(own: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
  try {
    return await own(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Plays a plan with the embedded engine. */
export const byEngine = (plan: Plan, baseUrl: string, model: string): Promise<Played> =>
  inFolder(async (folder) => {
    const { file, usage } = await run(
      [process.execPath, join(HERE, 'engine-process.ts')],
      plan,
      baseUrl,
      model,
      folder,
    );
    const recorded = await readSamples(file);
    const seen = recorded.samples.map(({ i, sentMs = 0, firstTokenMs = 0, gapsMs = [] }) => ({
      id: idOf(plan, i),
      ttftMs: firstTokenMs - sentMs,
      gapsMs,
    }));
    return { seen, usage, recorded };
  });

/** Plays the closed phase of a plan with the reference. */
export const byAiohttp = (plan: Plan, baseUrl: string, model: string): Promise<Played> =>
  inFolder(async (folder) => {
    const command = [await pythonWithAiohttp(), join(HERE, 'aiohttp_client.py')];
    const { file, usage } = await run(command, plan, baseUrl, model, folder);
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    return { usage, seen: lines.map((line) => Seen.parse(JSON.parse(line))) };
  });
