import { readFile, rm } from 'node:fs/promises';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { withNodeSdk } from '../peers/sdk/node-sdk.ts';
import { withPythonSdk } from '../peers/sdk/python.ts';
import type { SdkTarget, Served } from '../peers/sdk/target.ts';
import { temporaryFolder } from './verify.ts';

const Token = z.looseObject({ token: z.string() });
const Models = z.looseObject({ data: z.array(z.looseObject({ id: z.string(), url: z.string().optional() })) });

/** What differs between the installations for a client. `free`: requests of a free caller in one window. */
const INSTALLATIONS = [
  { installation: 'guide-gpu', mint: '/maas-api/token', list: '/v1/models', free: 10 },
  { installation: 'maas-0.0.2-gpu', mint: '/maas-api/v1/tokens', list: '/maas-api/v1/models', free: 5 },
] as const;

/** After thoughts that are none. */
const ANSWER = expect.stringMatching(/42$/);

describe.each(INSTALLATIONS)('the SDKs at $installation', ({ installation, mint, list, free }) => {
  let folder: string;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let agent: Agent;

  beforeAll(async () => {
    folder = await temporaryFolder();
    sandbox = await startSandbox({ installation, realWindows: false, faults: [], folder });
    agent = new Agent({ connect: { ca: await readFile(sandbox.ready.caFile, 'utf8') } });
  });
  afterAll(async () => {
    await agent?.close();
    await sandbox?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function ask<T>(schema: z.ZodType<T>, path: string, bearer: string, method: 'GET' | 'POST'): Promise<T> {
    const { gatewayUrl } = sandbox.ready;
    const response = await fetch(`${gatewayUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}` },
      dispatcher: agent,
    });
    return schema.parse(await response.json());
  }
  /** A key of the tier's caller, and a model that is served to him. */
  async function served(tier: string, index: number, name: RegExp): Promise<Served & { apiKey: string }> {
    const callers = sandbox.ready.identities.filter((identity) => identity.tier === tier);
    const minted = async (caller: (typeof callers)[number] | undefined): Promise<string> =>
      (await ask(Token, mint, caller?.openshiftToken ?? '', 'POST')).token;
    const apiKey = await minted(callers[index]);
    // Another one of the tier looks: the release asks every model for a list, and that spends requests.
    const { data } = await ask(Models, list, await minted(callers.at(-1)), 'GET');
    const model = data.find(({ id }) => name.test(id));
    // The model's own path at this gateway: the sandbox's host name is in no DNS.
    const path = model?.url === undefined ? '' : new URL(model.url).pathname.replace(/\/$/, '');
    return {
      baseUrl: `${sandbox.ready.gatewayUrl}${path}/v1`,
      model: model?.id ?? `none of ${JSON.stringify(data)}`,
      apiKey,
    };
  }
  const targetOf = async (index: number): Promise<SdkTarget> => ({
    caFile: sandbox.ready.caFile,
    certain: await served('enterprise', index, /qwen/i),
    limited: { ...(await served('free', index, /simulated|opt/i)), requests: free },
  });

  test('the Python SDK and the Node SDK see the same, step by step', async () => {
    const byNode = await withNodeSdk(await targetOf(0));
    const byPython = await withPythonSdk(await targetOf(1));

    expect(byPython).toEqual(byNode);
    expect(byNode['chat']).toEqual(['chat.completion', [['assistant', ANSWER, 'stop']], expect.any(Array)]);
    expect(byNode['stream with usage']).toMatchObject({ roles: ['assistant'], text: ANSWER, finish: ['stop'] });
    expect(byNode['tools']).toMatchObject([['tool_calls', [['weather', { city: expect.any(String) }]]]]);
    expect(byNode['structured output']).toEqual([{ city: expect.any(String) }]);
    expect(byNode['no such token']).toEqual(['AuthenticationError', 401]);
    expect(byNode['no such model']).toEqual(['NotFoundError', 404]);
    expect(byNode['no messages']).toEqual(['BadRequestError', 400]);
    expect(byNode['a negative length']).toEqual(['BadRequestError', 400]);
    const admitted = Array.from({ length: free }, () => 'no error');
    expect(byNode['one more than the limit']).toEqual([...admitted, ['RateLimitError', 429]]);
  });
});
