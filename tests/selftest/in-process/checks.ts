import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { CheckDeclaration, DECLARATION } from '../../../fixtures/check.ts';
import type { Probes } from '../../../fixtures/probes.ts';
import type { Layout } from '../../../layouts/layout.ts';
import type { Cluster } from '../../../platform/cluster/cluster.ts';
import type { ClusterReader } from '../../../platform/cluster/reader.ts';
import type { Gateway } from '../../../platform/gateway/gateway.ts';
import type { Identities } from '../../../platform/identities/identities.ts';
import type { Session } from '../../../platform/session.ts';
import { ROOT } from '../verify.ts';

/** What the bodies of the checks that read a cluster ask for. */
interface Fixtures {
  cluster: ClusterReader;
  clusterSource: Cluster;
  layout: Layout;
  gateway: Gateway;
  identities: Identities;
  probes: Probes;
  session: Session;
}

/** A check as its file declares it, without Playwright around it. */
export interface LoadedCheck {
  declaration: CheckDeclaration;
  body: (fixtures: Fixtures) => Promise<void>;
}

/** The phases that read the cluster. */
const CLUSTER_PHASES = /^0[1-7]-/;

interface Details {
  annotation: { type: string; description?: string }[];
}

function declared({ annotation }: Details): CheckDeclaration {
  const text = annotation.find(({ type }) => type === DECLARATION)?.description;
  return CheckDeclaration.parse(JSON.parse(text ?? '{}'));
}

/** A check of any phase, with the body that asks for Playwright's fixtures. */
export interface Spec<Asked> {
  title: string;
  declaration: CheckDeclaration;
  body: (fixtures: Asked) => Promise<void>;
}

/** What each file declared when it was loaded: a module is loaded once. */
const loaded = new Map<string, Spec<never>[]>();

/** Loads checks in the order in which they run: their files (PHASE/SLUG.spec.ts) as they are, with a `test` that keeps what it is given. */
export async function loadSpecs<Asked = object>(wanted = /^\d\d-/): Promise<Spec<Asked>[]> {
  let specs: Spec<never>[] = [];
  const keep = (title: string, details: Details, body: Spec<never>['body']): void => {
    specs.push({ title, declaration: declared(details), body });
  };
  vi.doMock('../../../fixtures/test.ts', async (original) => ({ ...(await original<object>()), test: keep }));
  const suites = join(ROOT, 'suites');
  const files = readdirSync(suites)
    .filter((phase) => /^\d\d-/.test(phase))
    .sort()
    .flatMap((phase) => readdirSync(join(suites, phase)).map((file) => `${phase}/${file}`))
    .filter((file) => file.endsWith('.spec.ts') && wanted.test(file))
    .map((file) => join(suites, file));
  for (const file of files.filter((one) => !loaded.has(one))) {
    specs = [];
    await import(file);
    loaded.set(file, specs);
  }
  vi.doUnmock('../../../fixtures/test.ts');
  // Who asks says what the bodies ask for.
  return files.flatMap((file) => (loaded.get(file) ?? []) as Spec<unknown>[] as Spec<Asked>[]);
}

/** Loads the checks of phases 01–07. */
export const loadChecks = (): Promise<LoadedCheck[]> => loadSpecs<Fixtures>(CLUSTER_PHASES);
