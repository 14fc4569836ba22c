import { z } from 'zod';
import type { ObjectRef } from '../../sandbox/object.ts';
import type { ApiClient } from './client.ts';

const Discovery = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string().default('') }).default({ name: '' }),
      versions: z.array(
        z.looseObject({
          version: z.string(),
          resources: z
            .array(
              z.looseObject({
                resource: z.string(),
                scope: z.enum(['Namespaced', 'Cluster']),
                verbs: z.array(z.string()),
                responseKind: z.looseObject({ kind: z.string() }),
                subresources: z.array(z.looseObject({ subresource: z.string() })).default([]),
              }),
            )
            .default([]),
        }),
      ),
    }),
  ),
});

/** A type that the API server serves. */
export interface Resource {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  verbs: string[];
  hasStatus: boolean;
}

/** What the API server serves now. */
export interface Resources {
  all: Resource[];
  /** The type of an object; undefined where it is not served. */
  of(object: { apiVersion: string; kind: string }): Resource | undefined;
  /** The path of an object. Throws a RangeError where its type is not served. */
  path(ref: Required<Pick<ObjectRef, 'apiVersion'>> & ObjectRef): string;
  /** The path of all objects of a type, in one namespace or all. */
  collection(resource: Resource, namespace?: string): string;
}

const ACCEPT = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function resourcesOf(body: unknown): Resource[] {
  return Discovery.parse(body).items.flatMap(({ metadata, versions }) =>
    versions.flatMap(({ version, resources }) =>
      resources.map(({ resource, scope, verbs, responseKind, subresources }) => ({
        apiVersion: metadata.name === '' ? version : `${metadata.name}/${version}`,
        kind: responseKind.kind,
        plural: resource,
        namespaced: scope === 'Namespaced',
        verbs,
        hasStatus: subresources.some(({ subresource }) => subresource === 'status'),
      })),
    ),
  );
}

/** Reads what the API server serves, in two requests. */
export async function discovered(client: ApiClient): Promise<Resources> {
  const bodies = await Promise.all(['/api', '/apis'].map((path) => client.demand(path, { accept: ACCEPT })));
  const all = bodies.flatMap(resourcesOf);
  const byType = new Map(all.map((resource) => [`${resource.apiVersion} ${resource.kind}`, resource]));
  const of: Resources['of'] = ({ apiVersion, kind }) => byType.get(`${apiVersion} ${kind}`);
  const collection: Resources['collection'] = ({ apiVersion, plural, namespaced }, namespace) => {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    return namespaced && namespace !== undefined ? `${root}/namespaces/${namespace}/${plural}` : `${root}/${plural}`;
  };
  return {
    all,
    of,
    collection,
    path({ apiVersion, kind, namespace, name }) {
      const resource = of({ apiVersion, kind });
      if (resource === undefined) throw new RangeError(`the API server serves no ${kind} of ${apiVersion}`);
      return `${collection(resource, namespace)}/${encodeURIComponent(name)}`;
    },
  };
}
