import { z } from 'zod';
import type { Answer } from '../cluster.ts';
import type { ApiRequest } from '../connection.ts';
import { parsedAs, refused } from '../status.ts';
import type { Discovered, ServedType } from './raw-cluster.ts';

/** One answer for all groups; servers since Kubernetes 1.27 have it, and so every OpenShift that MaaS runs on. */
const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

const Aggregated = z.looseObject({
  kind: z.literal('APIGroupDiscoveryList'),
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string().optional() }).optional(),
      versions: z.array(
        z.looseObject({
          version: z.string(),
          resources: z
            .array(
              z.looseObject({
                resource: z.string(),
                scope: z.string(),
                verbs: z.array(z.string()),
                responseKind: z.looseObject({ kind: z.string() }).optional(),
              }),
            )
            .optional(),
        }),
      ),
    }),
  ),
});
type Aggregated = z.infer<typeof Aggregated>;

function typesOf({ items }: Aggregated): ServedType[] {
  const types = new Map<string, ServedType>();
  for (const { metadata, versions } of items) {
    const group = metadata?.name ?? '';
    for (const { version, resources = [] } of versions)
      for (const { resource: plural, scope, verbs, responseKind } of resources) {
        const key = `${plural}.${group}`;
        if (!verbs.includes('list') || types.has(key)) continue;
        const kind = responseKind?.kind ?? plural;
        types.set(key, { group, version, plural, kind, namespaced: scope === 'Namespaced' });
      }
  }
  return [...types.values()];
}

type Send = (request: ApiRequest) => Promise<{ status: number; contentType: string; body: Buffer; tries: number }>;

/** Asks what an API server serves. Throws Unreachable. */
export async function discovered(send: Send, where: string): Promise<Answer<Discovered>> {
  const types: ServedType[] = [];
  const documents: Record<string, unknown> = {};
  const names = ['api', 'apis'];
  const answers = await Promise.all(names.map((name) => send({ path: `/${name}`, accept: AGGREGATED })));
  for (const [at, answer] of answers.entries()) {
    const name = names[at] ?? '';
    const path = `/${name}`;
    if (answer.status !== 200) return refused(where, path, answer, { verb: 'get', group: '', resource: path });
    const document = parsedAs(Aggregated, where, path, answer);
    documents[`aggregated-discovery-${name}`] = document;
    types.push(...typesOf(document));
  }
  return { kind: 'found', value: { types, documents } };
}
