import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type OpenAiServer, startOpenAiServer } from './openai-server.ts';
import { maasVerify, temporaryFolder, verdictOf } from './verify.ts';

const NAME = 'Qwen/Qwen2.5-0.5B-Instruct';
const MINUTES = 60_000;
const KEY = 'key-of-a-model-alone-8c1f';

const servers: OpenAiServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function started(options: Omit<Parameters<typeof startOpenAiServer>[0], 'name'> = {}): Promise<OpenAiServer> {
  const server = await startOpenAiServer({ name: NAME, ...options });
  servers.push(server);
  return server;
}

const ANSWERS = ['--check', 'inference.qwen-answers'];
const at = ({ url }: OpenAiServer): string[] => ['--gateway-url', url, '--model', NAME];

test(
  'a model alone is told by its URL and its name, and the questions are asked without a token',
  async () => {
    const server = await started();

    const checks = [...ANSWERS, '--check', 'inference.qwen-thinking', '--check', 'inference.qwen-on-gpu'];
    const { verdict, exitCode } = await verdictOf([...at(server), ...checks]);

    expect(verdict.checks.map(({ id, verdict: ended }) => [id, ended])).toEqual([
      ['inference.qwen-answers', 'pass'],
      ['inference.qwen-on-gpu', 'not-applicable'],
      ['inference.qwen-thinking', 'pass'],
    ]);
    expect({ layout: verdict.target.layout, exitCode }).toEqual({ layout: 'openai', exitCode: 0 });
    const [answers] = verdict.checks;
    expect(answers?.evidence.map(({ name }) => name)).toContain(`answers of ${NAME}: arithmetic`);
    expect(new Set(server.authorizations)).toEqual(new Set([undefined]));
  },
  4 * MINUTES,
);

test(
  'a key is sent where one is given, and appears nowhere',
  async () => {
    const server = await started({ key: KEY });
    const folder = await temporaryFolder();
    const identities = join(folder, 'callers.yaml');
    await writeFile(identities, `identities: [{name: me, maasToken: ${KEY}}]\n`);

    const named = ['--layout', 'openai', ...at(server), ...ANSWERS];
    const given = await verdictOf([...named, '--identities', identities]);
    const without = await verdictOf(named);

    expect(given.verdict.checks[0]?.verdict).toBe('pass');
    expect(JSON.stringify(given)).not.toContain(KEY);
    expect(without.verdict.checks[0]).toMatchObject({ verdict: 'fail', observed: expect.stringContaining('401') });
  },
  4 * MINUTES,
);

test(
  'a wrong chat template is found, with every answer and what it means',
  async () => {
    const server = await started({ qwen: { wrongTemplate: true } });

    const { verdict, exitCode } = await verdictOf(['--layout', 'openai', ...at(server), ...ANSWERS]);

    expect(exitCode).toBe(1);
    expect(verdict.checks[0]?.observed).toMatch(
      /0 of 36 answers are right \(0 %\), wanted 85 %.*wrong answer is the model’s own/,
    );
  },
  4 * MINUTES,
);

test('what a plain server cannot be is said in one line', async () => {
  const folder = await temporaryFolder();
  const said = async (...parameters: string[]) => {
    const { exitCode, stderr } = await maasVerify(['run', '--layout', 'openai', ...parameters], { folder });
    return { exitCode, line: stderr.trim() };
  };

  expect(await said('--check', 'inference.chat')).toEqual({
    exitCode: 2,
    line: expect.stringMatching(/is a server at a URL: give --gateway-url$/),
  });
  expect(await said('--sandbox')).toEqual({ exitCode: 2, line: expect.stringMatching(/^[^\n]*the sandbox has one$/) });
});
