import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../private-file.ts';
import type { ServedModel } from './models.ts';

const Known = z.object({
  /** A model that answered, by tier: asking spends somebody's quota. */
  answered: z.record(
    z.string(),
    z.object({
      id: z.string(),
      basePath: z.string(),
      resource: z.object({ namespace: z.string(), name: z.string() }).optional(),
    }),
  ),
  /** Models that never answered, with what was seen: waiting for each of them again would cost minutes. */
  hanging: z.record(z.string(), z.string()),
});
type Known = z.infer<typeof Known>;

/** What a run has learnt of its models. */
export interface KnownModels {
  answered(tier: string): ServedModel | undefined;
  keepAnswered(tier: string, model: ServedModel): void;
  /** Why it is known not to answer. */
  hanging(model: ServedModel): string | undefined;
  keepHanging(model: ServedModel, seen: string): void;
}

const keyOf = ({ basePath, id }: ServedModel): string => `${basePath} ${id}`;

/** Kept in the private folder, where a restarted worker finds it. */
export function knownModels(privateFolder: string): KnownModels {
  const file = join(privateFolder, 'models.json');
  let known: Known | undefined;
  const read = (): Known => {
    if (known !== undefined) return known;
    try {
      known = Known.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      known = { answered: {}, hanging: {} };
    }
    return known;
  };
  const keep = (change: Partial<Known>): void => {
    known = { ...read(), ...change };
    writePrivateFile(file, JSON.stringify(known));
  };
  return {
    answered: (tier) => read().answered[tier],
    keepAnswered: (tier, model) => keep({ answered: { ...read().answered, [tier]: model } }),
    hanging: (model) => read().hanging[keyOf(model)],
    keepHanging: (model, seen) => keep({ hanging: { ...read().hanging, [keyOf(model)]: seen } }),
  };
}
