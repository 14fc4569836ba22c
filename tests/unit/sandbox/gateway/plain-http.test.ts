import { Agent, fetch } from 'undici';
import { expect, test } from 'vitest';
import { startGateway } from '../../../../sandbox/gateway/server.ts';
import type { InstallationName } from '../../../../sandbox/world.ts';
import { worldOf } from './test-world.ts';

const API = { guide: '/v1/models', 'maas-0.0.2': '/maas-api/v1/models' } as const;

/** Statuses of the API and of inference over TLS, then without; undefined for no answer. */
async function statuses(installation: InstallationName, plainInference: boolean): Promise<(number | undefined)[]> {
  const world = await worldOf(installation);
  world.behaviour.gateway.plainInference = plainInference;
  const { url, close } = await startGateway(world, { port: 0 });
  const dispatcher = new Agent({ connect: { ca: world.certificates.ca } });
  const inference =
    installation === 'guide' ? '/v1/chat/completions' : '/llm/facebook-opt-125m-simulated/v1/chat/completions';
  const seen: (number | undefined)[] = [];
  for (const origin of [url, url.replace('https:', 'http:')]) {
    for (const path of [API[installation], inference]) {
      const answer = await fetch(`${origin}${path}`, { dispatcher }).catch(() => undefined);
      await answer?.text();
      seen.push(answer?.status);
    }
  }
  await dispatcher.destroy();
  await close();
  return seen;
}

test('nothing answers without TLS where no listener is without it', async () => {
  expect(await statuses('guide', false)).toEqual([401, 401, undefined, undefined]);
});

test('the release serves everything without TLS as well (a known defect), at the one port of the sandbox', async () => {
  expect(await statuses('maas-0.0.2', false)).toEqual([401, 401, 401, 401]);
});

test('with its fault, the models are served without TLS, and the API is not', async () => {
  expect(await statuses('guide', true)).toEqual([401, 401, 404, 401]);
});
