import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../private-file.ts';
import type { Kind } from './cluster.ts';
import { qualified, RawObject } from './objects.ts';

const Forbidden = z.object({
  kind: z.literal('forbidden'),
  permission: z.object({
    verb: z.string(),
    group: z.string(),
    resource: z.string(),
    namespace: z.string().optional(),
    name: z.string().optional(),
  }),
});
const TypeMissing = z.object({ kind: z.literal('type-missing') });

/** What is kept: an answer that a second question would get as well. Unreachable is asked again each time. */
export const KeptList = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), value: z.array(RawObject) }),
  TypeMissing,
  Forbidden,
]);
export const KeptObject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), value: RawObject }),
  z.object({ kind: z.literal('not-found') }),
  TypeMissing,
  Forbidden,
]);

/** Answers of a run in files: another process of it, or a restarted worker, finds what has been read. */
export interface CacheFiles {
  read<T>(kind: Kind<unknown>, key: string, schema: z.ZodType<T>): T | undefined;
  write(kind: Kind<unknown>, key: string, answer: unknown): void;
  /** Removes everything about a kind. */
  forget(kind: Kind<unknown>): void;
}

/** Keeps nothing. */
const nowhere: CacheFiles = { read: () => undefined, write: () => undefined, forget: () => undefined };

/** Files in a folder that only this user can read. Secrets are never written. */
export function cacheFiles(folder: string | undefined): CacheFiles {
  if (folder === undefined) return nowhere;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const prefixOf = (kind: Kind<unknown>): string => `${qualified(kind)}-`;
  const fileOf = (kind: Kind<unknown>, key: string): string =>
    join(folder, `${prefixOf(kind)}${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  const isKept = (kind: Kind<unknown>): boolean => qualified(kind) !== 'secrets';
  return {
    read(kind, key, schema) {
      if (!isKept(kind)) return undefined;
      try {
        return schema.parse(JSON.parse(readFileSync(fileOf(kind, key), 'utf8')));
      } catch {
        return undefined;
      }
    },
    write(kind, key, answer) {
      if (isKept(kind)) writePrivateFile(fileOf(kind, key), JSON.stringify(answer));
    },
    forget(kind) {
      for (const file of readdirSync(folder)) {
        if (file.startsWith(prefixOf(kind))) rmSync(join(folder, file), { force: true });
      }
    },
  };
}
