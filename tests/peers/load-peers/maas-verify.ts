import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSamples } from '../../../load/samples/reader.ts';
import { meanOf } from './seen.ts';
import type { StreamingTool } from './tool.ts';
import { MODEL, PROMPT_TOKENS, type Workload } from './workload.ts';

const COMMAND = new URL('../../../cli/main.ts', import.meta.url).pathname;
const FOLDER = 'maas-verify';
/** So many characters of the plan’s hash begin the id of a request. */
const HASH = 12;

interface Asked {
  workload: Workload;
  stream: boolean;
  duration: string;
}

/** A profile of one closed phase, as a user writes it. */
const profileOf = ({ workload: { concurrency, requests, tokens }, stream, duration }: Asked): string => `
version: 1
name: peers
target: {warmConnections: ${concurrency}}
tiers: [{name: all, users: ${concurrency}}]
prompts: {input: {fixed: ${PROMPT_TOKENS}}, output: {fixed: ${tokens}}, stream: ${stream}}
budget: {requests: ${requests}, tokens: ${requests * 10 * (PROMPT_TOKENS + tokens)}}
phases: [{name: closed, kind: closed, concurrency: ${concurrency}, requests: ${requests}, duration: ${duration}}]
`;

/** The command of a load run at a server without MaaS, its profile written into `folder`. */
export async function ourCommand(asked: Asked, folder: string): Promise<[string, ...string[]]> {
  const profile = join(folder, 'peers.yaml');
  await writeFile(profile, profileOf(asked));
  return [
    process.execPath,
    COMMAND,
    'load',
    profile,
    ...['--layout', 'openai', '--gateway-url', asked.workload.origin, '--model', MODEL],
    ...['--out', join(folder, FOLDER)],
  ];
}

/** The samples of such a run. */
export const ourSamples = async (folder: string) => readSamples(join(folder, FOLDER, 'samples.ndjson'));

export const maasVerify: StreamingTool = {
  name: 'maas-verify',
  find: () => COMMAND,
  invocation: async (_, workload, folder) => ({
    command: await ourCommand({ workload, stream: true, duration: '2m' }, folder),
    environment: {},
  }),
  async seen(folder) {
    const { head, samples } = await ourSamples(folder);
    return samples
      .filter(({ outcome }) => outcome === 'admitted')
      .map(({ i, sentMs = 0, firstTokenMs = 0, gapsMs = [] }) => ({
        id: `${head.plan.slice(0, HASH)}-${i}`,
        ttftMs: firstTokenMs - sentMs,
        itlMs: meanOf(gapsMs) ?? 0,
        gapsMs,
      }));
  },
};
