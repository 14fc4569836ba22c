import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import OpenAI, { AuthenticationError, NotFoundError, RateLimitError } from 'openai';
import { Agent, fetch, type RequestInfo, type RequestInit } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InstallationName } from '../../sandbox/world.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';

/** What differs between the installations for a client. */
interface Client {
  installation: InstallationName;
  mint: { path: string; status: number };
  list: string;
  base: string;
  model: string;
  /** Requests of a free caller in one window. */
  limit: number;
}

const CLIENTS: Client[] = [
  {
    installation: 'guide',
    mint: { path: '/maas-api/token', status: 200 },
    list: '/v1/models',
    base: '/v1',
    model: 'facebook-opt-125m-simulated',
    limit: 10,
  },
  {
    installation: 'maas-0.0.2',
    mint: { path: '/maas-api/v1/tokens', status: 201 },
    list: '/maas-api/v1/models',
    base: '/llm/facebook-opt-125m-simulated/v1',
    model: 'facebook/opt-125m',
    limit: 5,
  },
];

const START_MS = 60_000;
const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'red green blue' }];

describe.each(CLIENTS)('clients of $installation', ({ installation, mint, list, base, model, limit }) => {
  let sandbox: RunningSandbox;
  let folder: string;
  let agent: Agent;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maas-verify-clients-'));
    sandbox = await runningSandbox(folder, { installation });
    agent = new Agent({ connect: { ca: await readFile(sandbox.ready.caFile, 'utf8') } });
  }, START_MS);
  afterAll(async () => {
    await agent?.close();
    await sandbox?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const token = (index: number, tier = 'free'): string =>
    sandbox.ready.identities.filter((identity) => identity.tier === tier)[index]?.openshiftToken ?? '';

  /** Runs curl as a user would; the token comes by a file of headers, not by argument. */
  async function curl(path: string, bearer: string | undefined, ...options: string[]) {
    const { gatewayUrl, caFile } = sandbox.ready;
    const { stdout } = await execa({
      input: bearer === undefined ? '' : `Authorization: Bearer ${bearer}`,
    })`curl --silent --show-error --max-time 10 --cacert ${caFile} --header @- --write-out ${'\n%{http_code}'} ${options} ${gatewayUrl}${path}`;
    const end = stdout.lastIndexOf('\n');
    return { body: stdout.slice(0, end), status: Number(stdout.slice(end + 1)) };
  }

  async function minted(index: number): Promise<string> {
    const { body, status } = await curl(mint.path, token(index), '--request', 'POST');
    expect(status).toBe(mint.status);
    return JSON.parse(body).token;
  }

  const sdk = (apiKey: string): OpenAI => {
    const verified = (input: RequestInfo, init?: RequestInit) => fetch(input, { ...init, dispatcher: agent });
    return new OpenAI({
      baseURL: `${sandbox.ready.gatewayUrl}${base}`,
      apiKey,
      maxRetries: 0,
      // The two fetch types describe the same function of two versions of undici's declarations.
      fetch: verified as unknown as typeof globalThis.fetch,
    });
  };

  test('curl mints, lists and chats, verified by the CA', async () => {
    const bearer = await minted(0);
    const listed = await curl(list, bearer);
    expect(JSON.parse(listed.body)).toMatchObject({ object: 'list', data: [{ id: model, object: 'model' }] });
    const data = JSON.stringify({ model, messages });
    const chat = await curl(`${base}/chat/completions`, bearer, '--json', data);
    expect(chat.status).toBe(200);
    expect(JSON.parse(chat.body)).toMatchObject({ object: 'chat.completion', model });
  });

  test('curl without the CA is refused by itself, and without a token by the gateway', async () => {
    const unverified = execa`curl --silent --max-time 10 ${sandbox.ready.gatewayUrl}${list}`;
    await expect(unverified).rejects.toMatchObject({ exitCode: 60 });
    expect((await curl(list, undefined)).status).toBe(401);
    expect((await curl(`${base}/chat/completions`, undefined, '--json', '{}')).status).toBe(401);
    expect((await curl('/no-such-path', undefined)).status).toBe(404);
  });

  test('the SDK chats, streams and lists', async () => {
    const client = sdk(await minted(1));
    const whole = await client.chat.completions.create({ model, messages, max_tokens: 4 });
    expect(whole.choices[0]?.message.role).toBe('assistant');
    expect(whole.usage?.total_tokens).toBe((whole.usage?.prompt_tokens ?? 0) + (whole.usage?.completion_tokens ?? 0));
    const stream = await client.chat.completions.create({
      model,
      messages,
      max_tokens: 4,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    // The simulator draws lots, so the texts differ; the prompt is the same.
    expect(text).not.toBe('');
    expect(chunks.at(-1)?.usage?.prompt_tokens).toBe(whole.usage?.prompt_tokens);
    const older = await client.completions.create({ model, prompt: 'red green blue', max_tokens: 1 });
    expect(older.choices[0]?.finish_reason).toBe('length');
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toContain(model);
  });

  test('the SDK tells errors apart', async () => {
    const chat = (client: OpenAI, name = model) =>
      client.chat.completions.create({ model: name, messages, max_tokens: 1 });
    await expect(chat(sdk('not-a-token'))).rejects.toBeInstanceOf(AuthenticationError);
    await expect(chat(sdk(await minted(2)), 'no-such-model')).rejects.toBeInstanceOf(NotFoundError);
    const client = sdk(await minted(3));
    for (let sent = 0; sent < limit; sent += 1) await chat(client);
    await expect(chat(client)).rejects.toBeInstanceOf(RateLimitError);
    await chat(sdk(await minted(4)));
  });
});
