import { z } from 'zod';
import type { Kind } from './cluster.ts';
import type { Connection } from './connection.ts';
import { complaint, parsedAs, statusOf } from './status.ts';
import { Unreachable } from './unreachable.ts';

const ResourceList = z.looseObject({ resources: z.array(z.looseObject({ name: z.string() })) });
const VersionInfo = z.looseObject({ gitVersion: z.string() });

/** What types an API server serves, asked once for each group and version. Tells a missing type from a missing object. */
export interface Discovery {
  serves(kind: Kind<unknown>): Promise<boolean>;
  /** Version of Kubernetes: proof that an API server answers. Throws Unreachable. */
  version(deadlineMs?: number): Promise<string>;
}

export function discovery(connection: Connection): Discovery {
  const resources = new Map<string, ReadonlySet<string>>();
  let gitVersion: string | undefined;

  const version = async (deadlineMs?: number): Promise<string> => {
    if (gitVersion !== undefined) return gitVersion;
    const answer = await connection.send({ path: '/version', deadlineMs });
    if (answer.status !== 200) throw new Unreachable(complaint(connection.url, '/version', answer));
    gitVersion = parsedAs(VersionInfo, connection.url, '/version', answer).gitVersion;
    return gitVersion;
  };
  const read = async (path: string): Promise<ReadonlySet<string>> => {
    const answer = await connection.send({ path });
    if (answer.status === 404) {
      // A proxy that answers 404 to everything must not look like a cluster without our types.
      if (statusOf(answer) === undefined) await version();
      return new Set();
    }
    if (answer.status !== 200) throw new Unreachable(complaint(connection.url, path, answer));
    const { resources: served } = parsedAs(ResourceList, connection.url, path, answer);
    return new Set(served.map(({ name }) => name));
  };
  return {
    version,
    async serves({ group, version: apiVersion, plural }) {
      const path = group === '' ? `/api/${apiVersion}` : `/apis/${group}/${apiVersion}`;
      const known = resources.get(path) ?? (await read(path));
      resources.set(path, known);
      return known.has(plural);
    },
  };
}
