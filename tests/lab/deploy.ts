import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../selftest/verify.ts';
import type { RunningLab } from './running-lab.ts';

const COMMAND_MS = 30_000;

/** What `kubectl apply -k` is told to be used with. Tekton's kinds are no cluster's own. */
const BASES = ['rbac', 'cronjob', 'object-store', 'troubleshoot', 'load-job'];

const kubectl = (lab: RunningLab, parameters: string[], input?: string) =>
  execa('kubectl', ['--kubeconfig', lab.ready.kubeconfig, ...parameters], {
    reject: false,
    timeout: COMMAND_MS,
    input,
  });

const PodTemplate = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).optional() }).optional(),
  spec: z.looseObject({ containers: z.array(z.unknown()) }),
});

/** The pods that a Job or CronJob would make. */
function podTemplates(value: unknown): z.infer<typeof PodTemplate>[] {
  if (!(value instanceof Object)) return [];
  const own = PodTemplate.safeParse(Reflect.get(value, 'template'));
  return [...(own.success ? [own.data] : []), ...Object.values(value).flatMap(podTemplates)];
}

/** Pods there are judged by the strictest standard. */
const RESTRICTED = 'restricted-pods';
const NAMESPACES = [
  { name: 'maas-verify', labels: {} },
  { name: RESTRICTED, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
];

/** What is deployed is taken by an API server that nobody here wrote; nothing of it is stored. */
export function deployTests(lab: () => RunningLab): void {
  describe('what is deployed', () => {
    // A namespace that is only tried has no objects.
    beforeAll(async () => {
      for (const metadata of NAMESPACES)
        await lab().admin.demand('/api/v1/namespaces', { method: 'POST', body: { metadata } });
    });
    afterAll(async () => {
      for (const { name } of NAMESPACES) await lab().admin.demand(`/api/v1/namespaces/${name}`, { method: 'DELETE' });
    });

    const tried = (object: object) => kubectl(lab(), ['create', '--dry-run=server', '-f', '-'], JSON.stringify(object));
    const pod = (spec: object, labels?: object): object => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'one', namespace: RESTRICTED, labels },
      spec,
    });

    test.each(BASES)('deploy/%s is taken by the API server, and its pods by the restricted standard', async (base) => {
      const built = await execa('kubectl', ['kustomize', join(ROOT, 'deploy', base)], { timeout: COMMAND_MS });
      const applying = ['apply', '--dry-run=server', '--server-side', '--force-conflicts', '-f', '-'];
      const applied = await kubectl(lab(), applying, built.stdout);
      const objects = parseAllDocuments(built.stdout).map((document): unknown => document.toJS());
      expect([applied.exitCode, applied.stderr]).toEqual([0, '']);
      expect(applied.stdout.trim().split('\n')).toHaveLength(objects.length);

      for (const { metadata, spec } of objects.flatMap(podTemplates)) {
        const { serviceAccountName: _account, ...own } = spec;
        const admitted = await tried(pod(own, metadata?.labels));
        expect([admitted.exitCode, admitted.stderr]).toEqual([0, '']);
      }
    });

    test('a pod that is less careful is not admitted there', async () => {
      const { exitCode, stderr } = await tried(pod({ containers: [{ name: 'a', image: 'a' }] }));
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('violates PodSecurity "restricted')]);
    });
  });
}
