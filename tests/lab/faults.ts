import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { LAB_FAULTS, type LabFault } from '../../lab/faults.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { healthyGateway } from '../../sandbox/gateway/behaviour.ts';
import { judgeInProcess } from '../selftest/in-process/judge.ts';
import { requestOf } from '../selftest/in-process/run.ts';
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

const failed = (ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, 'fail']));

/** An object as it can be made again. */
function anew(stored: z.infer<typeof Stored>): object {
  const { resourceVersion: _version, uid: _uid, managedFields: _managed, ...metadata } = stored.metadata;
  return { ...stored, metadata };
}

const CERTIFICATE = ['auth.tls-valid'];
const AUDIENCE = ['auth.token-issued'];
const TARGETS = ['metrics.targets-up'];
const READ_BY_READER = 'maas.auth-policies';

/** The files of every check that is named here. */
function specsNamed(): RegExp {
  const wrong = [...Object.values(LAB_FAULTS), ...Object.values(GONE)].flatMap(({ noticedBy }) => [...noticedBy]);
  const ids = [...wrong, ...CERTIFICATE, ...AUDIENCE, ...TARGETS, READ_BY_READER];
  return new RegExp(`/(${ids.map((id) => id.slice(id.indexOf('.') + 1)).join('|')})\\.spec\\.ts$`);
}

/** What is wrong with real parts is noticed. The checks run in this process: the command itself is tried by the full run. */
export function faultTests(lab: () => RunningLab): void {
  let judge: Awaited<ReturnType<typeof judgeInProcess>>;
  beforeAll(async () => {
    judge = await judgeInProcess(specsNamed());
  });

  const judgedOn = (asked: Record<string, unknown>): Promise<Verdict> => {
    const request = requestOf({ ...lab().target, ...asked });
    return judge({ request, config: request.config, runId: 'on-the-lab' });
  };

  /** The verdicts of some checks. */
  async function verdicts(ids: readonly string[], at: Record<string, unknown> = {}) {
    const all = judged(await judgedOn({ ...at, checks: ids }));
    return Object.fromEntries(ids.map((id) => [id, all[id]]));
  }

  test.each(Object.keys(LAB_FAULTS) as LabFault[])('%s is noticed', async (name) => {
    const gateway = await lab().gateway([name]);
    onTestFinished(gateway.close);
    const { noticedBy } = LAB_FAULTS[name];
    expect(await verdicts(noticedBy, { gatewayUrl: gateway.url })).toEqual(failed(noticedBy));
  });

  test('an expired certificate is noticed', async () => {
    const { behaviour } = lab().world;
    behaviour.gateway.certificate = 'expired';
    onTestFinished(() => {
      behaviour.gateway.certificate = healthyGateway().certificate;
    });
    const gateway = await lab().gateway([]);
    onTestFinished(gateway.close);
    expect(await verdicts(CERTIFICATE, { gatewayUrl: gateway.url })).toEqual(failed(CERTIFICATE));
  });

  test('tokens of another audience are noticed', async () => {
    const { behaviour } = lab().world;
    behaviour.maasApi.mintsWrongAudience = true;
    onTestFinished(() => {
      behaviour.maasApi.mintsWrongAudience = false;
    });
    expect(await verdicts(AUDIENCE)).toEqual(failed(AUDIENCE));
  });

  test('a target that cannot be scraped is noticed', async () => {
    const { prometheus } = lab().world.behaviour;
    prometheus.targetsDown.push('limitador');
    onTestFinished(() => {
      prometheus.targetsDown.pop();
    });
    expect(await verdicts(TARGETS)).toEqual(failed(TARGETS));
  });

  test.each(Object.entries(GONE))('%s is noticed', async (_what, { path, noticedBy }) => {
    const { admin } = lab();
    const stored = Stored.parse(await admin.demand(path));
    await admin.demand(path, { method: 'DELETE' });
    onTestFinished(async () => {
      await admin.demand(path.replace(/\/[^/]+$/, ''), { method: 'POST', body: anew(stored) });
    });
    if (noticedBy.length > 0) expect(await verdicts(noticedBy)).toEqual(failed(noticedBy));
    else {
      const { exitCode, checks } = await judgedOn({ context: 'sandbox-reader', checks: [READ_BY_READER] });
      expect([exitCode, checks[0]?.reason]).toEqual([
        3,
        expect.stringContaining('missing permission: oc auth can-i get'),
      ]);
    }
  });
}
