import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { LAB_FAULTS, type LabFault } from '../../lab/faults.ts';
import { healthyGateway } from '../../sandbox/gateway/behaviour.ts';
import { judged } from './judged.ts';
import type { RunningLab } from './running-lab.ts';

/** What is wrong with the cluster's objects while it runs: one is gone. The last of them takes others with it. */
const GONE = {
  'the authorizer may not review tokens': {
    path: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/authorino-authorino-manager-k8s-auth',
    noticedBy: ['auth.token-issued'],
  },
  'the reader role grants nothing': {
    path: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/maas-verify-reader',
    noticedBy: [],
  },
  'a policy is gone': {
    path: '/apis/kuadrant.io/v1/namespaces/openshift-ingress/authpolicies/gateway-auth-policy',
    noticedBy: ['maas.auth-policies', 'auth.anonymous-denied'],
  },
  'the monitor of the limiter is gone': {
    path: '/apis/monitoring.coreos.com/v1/namespaces/kuadrant-system/servicemonitors/limitador-metrics',
    noticedBy: ['metrics.monitors'],
  },
  'the definition of token limits is gone': {
    path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/tokenratelimitpolicies.kuadrant.io',
    noticedBy: ['maas.token-limit-policies'],
  },
} satisfies Record<string, { path: string; noticedBy: string[] }>;

const Stored = z.looseObject({ metadata: z.looseObject({ name: z.string() }) });

const checks = (ids: readonly string[]): string[] => ids.flatMap((id) => ['--check', id]);
const failed = (ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, 'fail']));

/** The verdicts of some checks. */
async function verdicts(lab: RunningLab, ids: readonly string[], ...parameters: string[]) {
  const { verdict } = await lab.run(...parameters, ...checks(ids));
  const all = judged(verdict);
  return Object.fromEntries(ids.map((id) => [id, all[id]]));
}

/** An object as it can be made again. */
function anew(stored: z.infer<typeof Stored>): object {
  const { resourceVersion: _version, uid: _uid, managedFields: _managed, ...metadata } = stored.metadata;
  return { ...stored, metadata };
}

/** What is wrong with real parts is noticed. */
export function faultTests(lab: () => RunningLab): void {
  test.each(Object.keys(LAB_FAULTS) as LabFault[])('%s is noticed', async (name) => {
    const gateway = await lab().gateway([name]);
    onTestFinished(gateway.close);
    const { noticedBy } = LAB_FAULTS[name];
    expect(await verdicts(lab(), noticedBy, '--gateway-url', gateway.url)).toEqual(failed(noticedBy));
  });

  test('an expired certificate is noticed', async () => {
    const { behaviour } = lab().world;
    behaviour.gateway.certificate = 'expired';
    onTestFinished(() => {
      behaviour.gateway.certificate = healthyGateway().certificate;
    });
    const gateway = await lab().gateway([]);
    onTestFinished(gateway.close);
    const noticedBy = ['auth.tls-valid'];
    expect(await verdicts(lab(), noticedBy, '--gateway-url', gateway.url)).toEqual(failed(noticedBy));
  });

  test('tokens of another audience are noticed', async () => {
    const { behaviour } = lab().world;
    behaviour.maasApi.mintsWrongAudience = true;
    onTestFinished(() => {
      behaviour.maasApi.mintsWrongAudience = false;
    });
    const noticedBy = ['auth.token-issued'];
    expect(await verdicts(lab(), noticedBy)).toEqual(failed(noticedBy));
  });

  test('a target that cannot be scraped is noticed', async () => {
    const { prometheus } = lab().world.behaviour;
    prometheus.targetsDown.push('limitador');
    onTestFinished(() => {
      prometheus.targetsDown.pop();
    });
    const noticedBy = ['metrics.targets-up'];
    expect(await verdicts(lab(), noticedBy)).toEqual(failed(noticedBy));
  });

  test.each(Object.entries(GONE))('%s is noticed', async (_what, { path, noticedBy }) => {
    const { admin } = lab();
    const stored = Stored.parse(await admin.demand(path));
    await admin.demand(path, { method: 'DELETE' });
    onTestFinished(async () => {
      await admin.demand(path.replace(/\/[^/]+$/, ''), { method: 'POST', body: anew(stored) });
    });
    if (noticedBy.length > 0) expect(await verdicts(lab(), noticedBy)).toEqual(failed(noticedBy));
    else {
      const { exitCode, verdict } = await lab().run('--context', 'sandbox-reader', '--check', 'maas.auth-policies');
      expect([exitCode, verdict.checks[0]?.reason]).toEqual([
        3,
        expect.stringContaining('missing permission: oc auth can-i get'),
      ]);
    }
  });
}
