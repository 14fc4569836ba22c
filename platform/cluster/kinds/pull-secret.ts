import { z } from 'zod';
import { absentOr, kindOf, Metadata } from './base.ts';

const Credentials = z.looseObject({ auths: z.record(z.string(), z.unknown()) });

/** The registries that a Secret of docker credentials names; undefined where it holds none that can be read. */
function registriesIn(encoded: string | undefined): string[] | undefined {
  if (encoded === undefined) return undefined;
  try {
    const { data } = Credentials.safeParse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
    return data === undefined ? undefined : Object.keys(data.auths).sort();
  } catch {
    return undefined;
  }
}

/** A Secret of docker credentials, read for the names of the registries that it has an entry for: the rest is dropped at once. */
export const PullSecret = kindOf(
  'Secret',
  '',
  'v1',
  z
    .looseObject({
      metadata: Metadata,
      data: absentOr(z.record(z.string(), z.string())),
    })
    .transform(({ metadata, data }) => ({
      metadata: { name: metadata.name, namespace: metadata.namespace },
      registries: registriesIn(data?.['.dockerconfigjson']),
    })),
);
