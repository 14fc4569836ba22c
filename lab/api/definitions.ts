import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { KubeObject } from '../../sandbox/object.ts';
import type { ApiClient } from './client.ts';
import { install, type Rejected } from './install.ts';
import { discovered, type Resources } from './resources.ts';

const Spec = z.looseObject({
  group: z.string(),
  names: z.looseObject({ kind: z.string() }),
  versions: z.array(z.looseObject({ name: z.string(), served: z.boolean().default(true) })),
});

const POLL_MS = 100;
const SERVED_WITHIN_MS = 60_000;

/** Whether every type that the definitions serve is among those served. */
function allServed(definitions: KubeObject[], resources: Resources): boolean {
  return definitions.every((definition) => {
    const { group, names, versions } = Spec.parse(definition['spec']);
    return versions
      .filter(({ served }) => served)
      .every(({ name }) => resources.of({ apiVersion: `${group}/${name}`, kind: names.kind }) !== undefined);
  });
}

/**
 * Puts definitions on an API server and waits until it serves their types. Answers what it serves then, and what it rejected.
 * Throws an Error where a type is not served in time.
 */
export async function define(
  client: ApiClient,
  definitions: KubeObject[],
): Promise<{ resources: Resources; rejected: Rejected[] }> {
  const rejected = await install(client, await discovered(client), definitions);
  const refused = new Set(rejected.map(({ object }) => object));
  const made = definitions.filter(({ kind, metadata }) => !refused.has(`${kind} /${metadata.name}`));
  const until = performance.now() + SERVED_WITHIN_MS;
  for (;;) {
    const resources = await discovered(client);
    if (allServed(made, resources)) return { resources, rejected };
    if (performance.now() > until) throw new Error('the API server does not serve all types of its definitions');
    await delay(POLL_MS);
  }
}
