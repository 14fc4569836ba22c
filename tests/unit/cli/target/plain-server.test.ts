import { expect, test } from 'vitest';
import { atPlainServer, plainServer } from '../../../../cli/target/plain-server.ts';
import { Config } from '../../../../platform/config.ts';

const config = (values: object = {}) =>
  Config.parse({ gatewayUrl: 'http://localhost:8000', models: ['Qwen/Qwen3-0.6B'], ...values });
const NOWHERE = { '/maas-api/v1/tokens': 404, '/maas-api/token': 404 };

test('a URL without MaaS, and a model to ask there, is a plain server', () => {
  const found = plainServer(config(), { mintPaths: NOWHERE });
  expect(found).toMatchObject({ name: 'openai', confidence: 'likely' });
  expect(found?.evidence.join()).toContain('answer 404 at http://localhost:8000');
});

test('anything of MaaS, a cluster, no answer or no model named is none', () => {
  expect(plainServer(config(), { mintPaths: { ...NOWHERE, '/maas-api/token': 401 } })).toBeUndefined();
  expect(plainServer(config(), {})).toBeUndefined();
  expect(plainServer(config({ models: [] }), { mintPaths: NOWHERE })).toBeUndefined();
  expect(plainServer(config({ kubeconfig: '/k' }), { mintPaths: NOWHERE })).toBeUndefined();
});

test('named, it leaves the machine’s kubeconfig alone, and wants a URL and no cluster', () => {
  const named = config({ layout: 'openai', kubeconfig: '/home/me/.kube/config' });
  const alone = { sandbox: false, kubeconfig: undefined };
  expect(atPlainServer(named, alone).kubeconfig).toBeUndefined();
  expect(() => atPlainServer(named, { ...alone, kubeconfig: '/k' })).toThrow('leave --kubeconfig and --bundle out');
  expect(() => atPlainServer({ ...named, gatewayUrl: undefined }, alone)).toThrow('give --gateway-url');
  expect(() => atPlainServer(named, { ...alone, sandbox: true })).toThrow('the sandbox has one');
});
