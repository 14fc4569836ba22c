import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../private-file.ts';
import type { ServedModel } from './models.ts';

const Served = z.object({
  id: z.string(),
  basePath: z.string(),
  resource: z.object({ namespace: z.string(), name: z.string() }).optional(),
});

const Known = z.object({
  /** A model that answered, by tier: asking spends somebody's quota. */
  answered: z.record(z.string(), Served),
  /** The models that are listed for a tier: listing them spends somebody's quota, too. */
  listed: z.record(z.string(), z.array(Served)),
  /** Models that were asked and did answer, whatever they said. */
  alive: z.array(z.string()),
  /** Models that never answered, with what was seen: waiting for each of them again would cost minutes. */
  hanging: z.record(z.string(), z.string()),
});
type Known = z.infer<typeof Known>;

/** What a run has learnt of its models. */
export interface KnownModels {
  answered(tier: string): ServedModel | undefined;
  keepAnswered(tier: string, model: ServedModel): void;
  listed(tier: string): ServedModel[] | undefined;
  keepListed(tier: string, models: readonly ServedModel[]): void;
  /** Why it is known not to answer. */
  hanging(model: ServedModel): string | undefined;
  isAlive(model: ServedModel): boolean;
  keepAlive(model: ServedModel): void;
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
      known = { answered: {}, listed: {}, alive: [], hanging: {} };
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
    listed: (tier) => read().listed[tier],
    keepListed: (tier, models) => keep({ listed: { ...read().listed, [tier]: [...models] } }),
    hanging: (model) => read().hanging[keyOf(model)],
    isAlive: (model) => read().alive.includes(keyOf(model)),
    keepAlive: (model) => {
      if (!read().alive.includes(keyOf(model))) keep({ alive: [...read().alive, keyOf(model)] });
    },
    keepHanging: (model, seen) => keep({ hanging: { ...read().hanging, [keyOf(model)]: seen } }),
  };
}
