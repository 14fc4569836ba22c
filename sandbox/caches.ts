import { clocks } from './gateway/clocks.ts';
import type { KubeObject, ObjectStore } from './object.ts';

type Steps = Record<string, { cache?: { ttl?: number } }> | undefined;

function shortenSteps(steps: Steps, milliseconds: number): void {
  // A policy counts in whole seconds.
  for (const { cache } of Object.values(steps ?? {}))
    if (cache !== undefined) cache.ttl = Math.ceil(milliseconds / 1000);
}

function shorten({ spec }: KubeObject): void {
  const { authentication, tier, access } = clocks(false);
  shortenSteps(spec?.rules?.authentication, authentication);
  shortenSteps(spec?.rules?.metadata, tier);
  shortenSteps(spec?.rules?.authorization, access);
}

/**
 * Lets the AuthPolicies say how short the sandbox's memory is: who reads them waits no longer. Comes before faults, so that a
 * fault may set its own.
 */
export function shortenCaches(objects: ObjectStore): void {
  for (const { apiVersion, kind, metadata } of objects.all('AuthPolicy')) {
    const { name, namespace } = metadata;
    objects.edit({ apiVersion, kind, name, namespace }, shorten);
  }
}
