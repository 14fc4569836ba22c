import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Kind } from '../cluster.ts';
import type { RawObject } from '../objects.ts';

const Discovery = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string().catch('') }).catch({ name: '' }),
      versions: z
        .array(
          z.looseObject({
            version: z.string(),
            freshness: z.string().optional().catch(undefined),
            resources: z.array(z.looseObject({ resource: z.string() })).catch([]),
          }),
        )
        .catch([]),
    }),
  ),
});

const Definitions = z.looseObject({
  spec: z.looseObject({ versions: z.array(z.looseObject({ name: z.string(), served: z.boolean() })) }),
});

/** Groups that the API server, or a server behind it, brings itself: no CustomResourceDefinition tells of them. */
const WITHOUT_DEFINITION =
  /^(|apps|batch|autoscaling|policy|extensions|(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|metrics|networking|node|rbac\.authorization|resource|scheduling|storage)\.k8s\.io|(apps|authorization|build|image|oauth|project|quota|route|security|template|user)\.openshift\.io|packages\.operators\.coreos\.com)$/;

/** Whether the cluster served a type when the bundle was collected; undefined where the bundle does not tell. */
export type Served = (kind: Kind<unknown>) => boolean | undefined;

/** A CustomResourceDefinition by its name: the object, `absent` where all were collected without it, undefined where not known. */
export type Definition = (name: string) => RawObject | 'absent' | undefined;

/** From the discovery that newer oc writes beside the objects, and else from the bundle's CustomResourceDefinitions. */
export function servedTypes(roots: readonly string[], definition: Definition): Served {
  let discovered: Discovered | undefined;
  return (kind) => {
    if (WITHOUT_DEFINITION.test(kind.group)) return undefined;
    discovered ??= discovery(roots);
    if (discovered.any) return discovered.serves(kind);
    const found = definition(`${kind.plural}.${kind.group}`);
    if (found === undefined || found === 'absent') return found === undefined ? undefined : false;
    const versions = Definitions.safeParse(found).data?.spec.versions;
    return versions?.some(({ name, served }) => served && name === kind.version);
  };
}

interface Discovered {
  any: boolean;
  serves(kind: Kind<unknown>): boolean | undefined;
}

/** What was served, as `oc adm inspect` has written it down; a group whose server did not answer then is not known to be missing. */
function discovery(roots: readonly string[]): Discovered {
  const groups = roots.flatMap((root) => {
    const file = join(root, 'aggregated-discovery-apis.yaml');
    return existsSync(file) ? (Discovery.safeParse(readYaml(file)).data?.items ?? []) : [];
  });
  return {
    any: groups.length > 0,
    serves({ group, version, plural }) {
      const versions = groups.filter(({ metadata }) => metadata.name === group).flatMap((found) => found.versions);
      if (versions.some(({ freshness }) => freshness === 'Stale')) return undefined;
      return versions.some(
        (found) => found.version === version && found.resources.some(({ resource }) => resource === plural),
      );
    },
  };
}

/** Undefined where it cannot be understood, as after a discovery that failed: then it tells nothing. */
function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
