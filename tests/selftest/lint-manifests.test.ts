import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maasVerify, type Ran, temporaryFolder } from './verify.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const model = (image: string, args: string): string => `
apiVersion: serving.kserve.io/v1alpha1
kind: LLMInferenceService
metadata: { name: qwen3 }
spec:
  template:
    containers:
      - { name: main, image: "${image}", command: [vllm], args: [serve, ${args}] }
`;
const tiers = (text: string): string => `
apiVersion: v1
kind: ConfigMap
metadata: { name: tier-to-group-mapping }
data:
  tiers: |
${text.replaceAll(/^/gm, '    ')}
`;
const limits = (second: string): string => `
apiVersion: kuadrant.io/v1
kind: RateLimitPolicy
metadata: { name: limits, namespace: openshift-ingress }
spec:
  targetRef: { group: gateway.networking.k8s.io, kind: Gateway, name: maas-default-gateway }
  limits:
    free: { rates: [{ limit: 5, window: 2m }], when: [{ predicate: auth.identity.tier == "free" }] }
    third: { rates: [{ limit: 50, window: 2m }], when: [{ predicate: auth.identity.tier == "enterprise" }] }
    second: { rates: [{ limit: 9, window: 2m }], when: [{ predicate: auth.identity.tier == "${second}" }] }
`;
const GOOD_TIERS = ['free', 'premium', 'enterprise']
  .map((name, level) => `- { name: ${name}, level: ${level}, groups: [${name}-users] }`)
  .join('\n');

async function lint(name: string, files: Record<string, string>): Promise<Ran> {
  await mkdir(join(folder, name, 'nested'), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, file), text);
  return maasVerify(['lint', 'manifests', join(folder, name)], { folder });
}

test('manifests in which nothing is wrong: 0', async () => {
  const ran = await lint('right', {
    'nested/model.yaml': model('vllm/vllm-openai:v0.10.2', '--enforce-eager'),
    'tiers.yml': tiers(GOOD_TIERS),
    'limits.yaml': limits('premium'),
    'kustomization.yaml': 'resources: [tiers.yml]\n',
  });
  expect(ran.stdout).toBe('4 objects: 0 findings');
  expect(ran.exitCode).toBe(0);
});

test('what a cluster’s checks would say of them, each a line: 1', async () => {
  const ran = await lint('wrong', {
    'nested/model.yaml': model('vllm/vllm-openai:latest', '--disable-log-requests'),
    'tiers.yml': tiers(`${GOOD_TIERS}\n- { name: free, groups: [others] }`),
    'limits.yaml': limits('free'),
    'template.yaml': 'a: {{ .Values.a }\n  b',
    'crd.yaml': JSON.stringify({
      kind: 'CustomResourceDefinition',
      metadata: { name: 'cars.example.com' },
      spec: {
        group: 'example.com',
        names: { kind: 'Car' },
        versions: [
          { name: 'v1', schema: { openAPIV3Schema: { type: 'object', properties: { wheels: { type: 'integer' } } } } },
        ],
      },
    }),
    'car.yaml': 'apiVersion: example.com/v1\nkind: Car\nmetadata: { name: beetle }\nwheels: four\ndoors: 2\n',
  });
  expect(ran.stdout).toContain('LLMInferenceService qwen3: image vllm/vllm-openai:latest is not pinned');
  expect(ran.stdout).toContain('--disable-log-requests was removed');
  expect(ran.stdout).toMatch(/tiers.yml: ConfigMap tier-to-group-mapping: .*free/);
  expect(ran.stdout).toContain('have one predicate, so one hides the other (FM-57)');
  expect(ran.stdout).toContain('wrong: tier premium is mapped, and no RateLimitPolicy limits it');
  expect(ran.stdout).toContain('template.yaml: no YAML');
  expect(ran.stdout).toContain('car.yaml: Car beetle: wheels must be integer');
  expect(ran.stdout).toContain('car.yaml: Car beetle: doors is no field of its kind: the API server would drop it');
  expect(ran.exitCode).toBe(1);
});

test.each(['absent', 'empty'])('a folder that is %s: one line, 2', async (name) => {
  if (name === 'empty') await mkdir(join(folder, name));
  const ran = await maasVerify(['lint', 'manifests', join(folder, name)], { folder });
  expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  expect(ran.exitCode).toBe(2);
});
