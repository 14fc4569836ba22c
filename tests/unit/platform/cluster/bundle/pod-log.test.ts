import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { opened, single, written } from './written.ts';

const LOGS = 'namespaces/llm/pods/model-1/main/main/logs';
const files = (logs: Record<string, string>): string =>
  written({
    timestamp: '2026-11-20 03:00:00 +0000 UTC\n',
    'namespaces/llm/pods/model-1/model-1.yaml': single('v1', 'Pod', '{name: model-1, namespace: llm}'),
    ...Object.fromEntries(Object.entries(logs).map(([name, text]) => [`${LOGS}/${name}`, text])),
  });
const asked = { namespace: 'llm', pod: 'model-1' };

test('a log is as the API would have answered it: without oc’s times, its last lines, or those of the last seconds', async () => {
  const cluster = opened(
    files({
      'current.log':
        '2026-11-20T02:00:00.123456789Z old\n2026-11-20T02:59:30.5Z new\n2026-11-20T02:59:40Z \n2026-11-20T02:59:50Z newest\n',
    }),
  );

  expect(await cluster.logs(asked)).toEqual({ kind: 'found', value: 'old\nnew\n\nnewest\n' });
  expect(await cluster.logs({ ...asked, container: 'main', tailLines: 1 })).toMatchObject({ value: 'newest\n' });
  expect(await cluster.logs({ ...asked, sinceSeconds: 60 })).toMatchObject({ value: 'new\n\nnewest\n' });
});

test('logs of before, of an insecure kubelet and packed ones are read; an empty one of before is none', async () => {
  const empty = opened(files({ 'current.log': '', 'previous.log': '' }));
  const insecure = opened(
    files({ 'current.log': '', 'current.insecure.log': 'a\n', 'previous.log': '', 'previous.insecure.log': 'b\n' }),
  );
  const none = opened(files({}));
  const folder = written({ [`${LOGS}/placeholder`]: '' });
  writeFileSync(join(folder, LOGS, 'current.log.gz'), gzipSync('packed\n'));
  const cut = written({ [`${LOGS}/placeholder`]: '' });
  writeFileSync(join(cut, LOGS, 'current.log.gz'), gzipSync('x'.repeat(10_000)).subarray(0, 20));

  expect(await empty.logs(asked)).toEqual({ kind: 'found', value: '' });
  expect(await empty.logs({ ...asked, previous: true })).toEqual({ kind: 'not-found' });
  expect(await insecure.logs(asked)).toMatchObject({ value: 'a\n' });
  expect(await insecure.logs({ ...asked, previous: true })).toMatchObject({ value: 'b\n' });
  expect(await opened(folder).logs(asked)).toMatchObject({ value: 'packed\n' });
  expect(await opened(cut).logs(asked)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('cut short'),
  });
  expect(await none.logs(asked)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('collect: oc adm inspect ns/llm'),
  });
});

test('of a long log the end is kept', async () => {
  const cluster = opened(files({ 'current.log': `${'x'.repeat(1023)}\n`.repeat(9 * 1024).concat('end\n') }));
  const answer = await cluster.logs(asked);

  expect(answer.kind === 'found' ? answer.value.length : answer).toBe(4 * 2 ** 20);
  expect(answer).toMatchObject({ value: expect.stringMatching(/end\n$/) });
});
