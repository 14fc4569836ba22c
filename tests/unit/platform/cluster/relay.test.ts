import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { ApiAnswer, ApiRequest, Connection } from '../../../../platform/cluster/connection.ts';
import { Pod } from '../../../../platform/cluster/kinds/core.ts';
import { liveCluster } from '../../../../platform/cluster/live.ts';
import { type Relay, relayAt } from '../../../../platform/cluster/relay.ts';
import { relayed } from '../../../../platform/cluster/relayed-connection.ts';
import { Unreachable } from '../../../../platform/cluster/unreachable.ts';
import { forgetSecrets, redact } from '../../../../platform/redact.ts';

const SECRET = 'of-the-command-alone';

beforeEach(forgetSecrets);

const answerOf = (body: string, more: Partial<ApiAnswer> = {}): ApiAnswer => ({
  status: 200,
  contentType: 'application/json',
  body: Buffer.from(body),
  tries: 1,
  ...more,
});

const connection = (send: Connection['send']): Connection => ({
  url: 'https://api.example:6443',
  send,
  sendPacked: async (request, signal) => ({ ...(await send(request, signal)), packed: false }),
  authorization: async () => `Bearer ${SECRET}`,
  secrets: () => [SECRET],
  close: async () => undefined,
});

const place = (): string => join(mkdtempSync(join(tmpdir(), 'relay-test-')), 'api');

async function relayFor(open: () => Promise<Connection>): Promise<Relay> {
  const relay = await relayAt(place(), open);
  if (relay === undefined) throw new Error('no socket could be made');
  onTestFinished(() => relay.close());
  return relay;
}

async function through(send: Connection['send']): Promise<Connection> {
  const { socket } = await relayFor(async () => connection(send));
  return opened(socket);
}

async function opened(socket: string): Promise<Connection> {
  const asking = await relayed(socket);
  onTestFinished(() => asking.close());
  return asking;
}

test('a question arrives as it was asked, and the answer as the server gave it, whatever its status', async () => {
  const asked: ApiRequest[] = [];
  const given = answerOf('{"kind":"Status","message":"später"}', {
    status: 429,
    contentType: 'application/json; charset=„utf-8“',
    retryAfterMs: 1_500,
    tries: 5,
  });
  const asking = await through(async (request) => {
    asked.push(request);
    return given;
  });
  const question: ApiRequest = {
    method: 'POST',
    path: '/api/v1/namespaces/a%2Fb/pods',
    query: { limit: 500, dryRun: 'All', watch: false },
    body: { metadata: { name: 'ü' } },
    accept: '*/*',
    deadlineMs: 3_000,
    retry: false,
  };

  const answer = await asking.send(question);

  expect(asking.url).toBe('https://api.example:6443');
  expect(asked).toEqual([question]);
  expect(answer).toEqual(given);
});

test('a page of many megabytes comes whole', async () => {
  const page = `{"items":["${'ä'.repeat(4_000_000)}"]}`;
  const asking = await through(async () => answerOf(page));

  const { body } = await asking.send({ path: '/api/v1/pods' });

  expect(body.equals(Buffer.from(page))).toBe(true);
});

test('what the command cannot reach is unreachable, for its reason', async () => {
  const asking = await through(async () => {
    throw new Unreachable('connection refused by https://api.example:6443');
  });
  const { socket } = await relayFor(async () => {
    throw new Unreachable('no kubeconfig: give --kubeconfig, or set KUBECONFIG');
  });

  await expect(asking.send({ path: '/version' })).rejects.toThrow(
    new Unreachable('connection refused by https://api.example:6443'),
  );
  await expect(relayed(socket)).rejects.toThrow(new Unreachable('no kubeconfig: give --kubeconfig, or set KUBECONFIG'));
});

test('a mistake of the command stays a mistake, and is no state of the cluster', async () => {
  const asking = await through(async () => {
    throw new TypeError('undefined is not a function');
  });

  const failed = asking.send({ path: '/version' });

  await expect(failed).rejects.toThrow('undefined is not a function');
  await expect(failed).rejects.not.toBeInstanceOf(Unreachable);
});

test('two ask at once, of two processes, and each gets its own answer', async () => {
  const waiting: (() => void)[] = [];
  const { socket } = await relayFor(async () =>
    connection(async ({ path }) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting.reverse()) go();
      });
      return answerOf(path);
    }),
  );
  const [one, other] = [await opened(socket), await opened(socket)];

  const answers = await Promise.all([one.send({ path: '/one' }), other.send({ path: '/other' })]);

  expect(answers.map(({ body }) => body.toString())).toEqual(['/one', '/other']);
});

test('a command that ends leaves nobody waiting, and what is asked afterwards is unreachable', async () => {
  const relay = await relayFor(async () => connection(() => new Promise(() => undefined)));
  const asking = await opened(relay.socket);
  const pending = asking.send({ path: '/api/v1/pods' });
  const failed = expect(pending).rejects.toThrow(/^the command of this run answers no more/);
  await delay(50);

  await relay.close();

  await failed;
  await expect(asking.send({ path: '/version' })).rejects.toBeInstanceOf(Unreachable);
  await expect(relayed(relay.socket)).rejects.toBeInstanceOf(Unreachable);
});

test('a process that ends takes its questions back, so that others need not wait for them', async () => {
  const takenBack = Promise.withResolvers<void>();
  const asking = await through(
    (_request, signal) =>
      new Promise(() => {
        signal?.addEventListener('abort', () => takenBack.resolve());
      }),
  );
  const pending = asking.send({ path: '/api/v1/pods' });
  const failed = expect(pending).rejects.toBeInstanceOf(Unreachable);
  await delay(50);

  await asking.close();

  await failed;
  await takenBack.promise;
});

test('the credentials of the command are in no output of the process that asks', async () => {
  const asking = await through(async () => answerOf('{}'));

  expect(await asking.authorization()).toBe(`Bearer ${SECRET}`);
  expect(redact(`the server says ${SECRET}`)).not.toContain(SECRET);
});

test('renewed credentials are known as soon as something was asked with them', async () => {
  let secret = SECRET;
  const { socket } = await relayFor(async () => ({
    ...connection(async () => answerOf('{}')),
    secrets: () => [secret],
  }));
  const asking = await opened(socket);
  secret = 'renewed-in-between';

  await asking.send({ path: '/version' });

  expect(redact(`the server says ${secret}`)).not.toContain(secret);
});

test('a cluster is read through the socket as by itself', async () => {
  const { socket } = await relayFor(async () =>
    connection(async () => answerOf('{"items":[{"metadata":{"name":"x","namespace":"a"}}]}')),
  );
  const cluster = liveCluster({ apiSocket: socket });
  onTestFinished(() => cluster.close());

  const pods = await cluster.list(Pod);

  expect(pods).toMatchObject({ kind: 'found', value: { items: [{ metadata: { name: 'x' } }] } });
  expect(cluster.where).toBe('https://api.example:6443');
});

test('where no socket can be made, there is none', async () => {
  const open = async () => connection(async () => answerOf('{}'));

  expect(await relayAt(join(tmpdir(), 'x'.repeat(120)), open)).toBeUndefined();
  expect(await relayAt('/nowhere/at/all', open)).toBeUndefined();
});
