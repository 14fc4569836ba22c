import { X509Certificate } from 'node:crypto';
import { OBSERVED } from '../../../fixtures/check.ts';
import { type Annotation, recordedIn } from '../../../fixtures/judge.ts';
import { absence } from '../../../fixtures/needs.ts';
import type { Probes } from '../../../fixtures/probes.ts';
import type { Layout } from '../../../layouts/layout.ts';
import { clusterReader } from '../../../platform/cluster/reader.ts';
import type { Gateway, TlsReport } from '../../../platform/gateway/gateway.ts';
import { NoAnswer } from '../../../platform/gateway/gateway.ts';
import type { Identities } from '../../../platform/identities/identities.ts';
import { Inconclusive, NotApplicable, Violation } from '../../../platform/outcome.ts';
import type { Session } from '../../../platform/session.ts';
import type { World } from '../../../sandbox/world.ts';
import type { LoadedCheck } from './checks.ts';
import type { MemoryCluster } from './memory-cluster.ts';

/** How a check ended; `crash` is everything that is no judgement. */
export interface Judged {
  verdict: 'pass' | 'fail' | 'inconclusive' | 'not-applicable' | 'crash';
  text: string;
}

/** A run that only reads, of no machine and no models in particular. */
const SESSION: Session = {
  runId: 'in-process',
  privateFolder: '/nowhere',
  target: { kind: 'live', insecureSkipTlsVerify: false, toolPath: '/nowhere' },
  layout: { name: 'as tried', evidence: [] },
  checks: [],
  models: [],
  allowChanges: false,
  allowDisruption: false,
  requestBudget: 1,
  tokenBudget: 1,
};

/** Everything it is asked for cannot be tested: here is no gateway, nobody to ask it as, and nothing may be made. */
function untestable<T extends object>(known: Partial<T>): T {
  return new Proxy({} as T, {
    get: (_, property) => {
      const own: unknown = Reflect.get(known, property);
      if (own !== undefined) return own;
      return () => {
        throw new Inconclusive('there is no gateway, and nothing may be made');
      };
    },
  });
}

/** A gateway of which only the certificate can be seen. */
function certificateOnly(world: World, cluster: MemoryCluster): Gateway {
  const served = new X509Certificate(world.certificates.gateway.cert);
  const report: TlsReport = {
    protocol: 'TLSv1.3',
    authorized: true,
    subject: served.subject,
    issuer: served.issuer,
    altNames: (served.subjectAltName ?? '').split(', '),
    validFrom: served.validFromDate,
    validTo: served.validToDate,
    fingerprint256: served.fingerprint256,
  };
  return untestable<Gateway>({
    tls: async () => {
      cluster.assume();
      return report;
    },
  });
}

/** Nothing may be made: what a probe would have found is left out of the judgement. */
function noProbes(cluster: MemoryCluster): Probes {
  const known = {
    get allowed() {
      cluster.assume();
      return false;
    },
  };
  return untestable<Probes>(known);
}

function outcomeOf(error: unknown): Judged {
  if (error instanceof Violation || error instanceof NoAnswer) return { verdict: 'fail', text: error.message };
  if (error instanceof Inconclusive) return { verdict: 'inconclusive', text: error.message };
  if (error instanceof NotApplicable) return { verdict: 'not-applicable', text: error.message };
  return { verdict: 'crash', text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** Judges one check as the verdict reporter does: a pass that observed nothing is untested. */
export async function judged(
  { declaration, body }: LoadedCheck,
  { cluster, layout, world }: { cluster: MemoryCluster; layout: Layout; world: World },
): Promise<Judged> {
  const absent = absence(declaration, layout);
  if (absent !== undefined) return { verdict: 'not-applicable', text: absent };
  const fixtures = {
    cluster: clusterReader(cluster),
    clusterSource: cluster,
    layout,
    gateway: certificateOnly(world, cluster),
    identities: untestable<Identities>({}),
    probes: noProbes(cluster),
    session: SESSION,
  };
  const said: Annotation[] = [];
  try {
    await recordedIn(said, () => body(fixtures));
  } catch (error) {
    return outcomeOf(error);
  }
  const observed = said.filter(({ type }) => type === OBSERVED).map(({ description }) => description);
  return observed.length === 0
    ? { verdict: 'inconclusive', text: 'passed, but observed nothing' }
    : { verdict: 'pass', text: observed.join('; ') };
}
