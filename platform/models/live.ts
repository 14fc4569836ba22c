import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { type Gateway, NoAnswer } from '../gateway/gateway.ts';
import type { Identity } from '../identities/identities.ts';
import { Inconclusive } from '../outcome.ts';
import { writePrivateFile } from '../private-file.ts';
import { WAITS } from '../waits.ts';
import { listedModels } from './catalogue.ts';
import { openaiClient } from './client.ts';
import { seenByModel } from './forwarding.ts';
import type { Models, ServedModel } from './models.ts';

/** A model that answered, by tier: asked for once in a run, since asking spends somebody's quota. */
const Proven = z.record(
  z.string(),
  z.object({
    id: z.string(),
    basePath: z.string(),
    resource: z.object({ namespace: z.string(), name: z.string() }).optional(),
  }),
);

function provenModels(privateFolder: string) {
  const file = join(privateFolder, 'models.json');
  let known: Record<string, ServedModel> | undefined;
  const read = (): Record<string, ServedModel> => {
    if (known !== undefined) return known;
    try {
      known = Proven.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      known = {};
    }
    return known;
  };
  return {
    of: (tier: string): ServedModel | undefined => read()[tier],
    keep(tier: string, model: ServedModel): void {
      known = { ...read(), [tier]: model };
      writePrivateFile(file, JSON.stringify(known));
    },
  };
}

/** A model, and whether it gave an answer: one that a limit keeps from answering is served all the same. */
interface Found {
  model: ServedModel;
  answered: boolean;
}

/** Asks each model for one token until one answers. Throws Inconclusive saying what each answered. */
async function firstThatAnswers(gateway: Gateway, models: readonly ServedModel[], as: Identity): Promise<Found> {
  const tried: string[] = [];
  let limited: ServedModel | undefined;
  for (const model of models) {
    const request = {
      method: 'POST',
      path: `${model.basePath}/chat/completions`,
      as,
      body: { model: model.id, max_tokens: 1, messages: [{ role: 'user', content: 'ping' }] },
      deadlineMs: WAITS.oneToken,
    };
    try {
      const { status } = await gateway.request(request);
      if (status === 200) return { model, answered: true };
      if (status === 429) limited ??= model;
      tried.push(`${model.id} answered ${status}`);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      tried.push(`${model.id}: ${error.message}`);
    }
  }
  if (limited !== undefined) return { model: limited, answered: false };
  throw new Inconclusive(`no model answers ${as.name} (${as.tier}): ${tried.join('; ')}`);
}

/** The models behind a gateway. */
export function modelsBehind(gateway: Gateway, cluster: Cluster, layout: Layout, privateFolder: string): Models {
  const proven = provenModels(privateFolder);
  return {
    served: (as) => listedModels(gateway, layout, as),
    any: async (as) => {
      const known = proven.of(as.tier);
      if (known !== undefined) return known;
      const { model, answered } = await firstThatAnswers(gateway, await listedModels(gateway, layout, as), as);
      if (answered) proven.keep(as.tier, model);
      return model;
    },
    client: (model, as) => openaiClient(gateway, model, as),
    saw: (model, requestId, controlRequestId) => {
      const sent = gateway.recent().find((entry) => entry.requestId === requestId);
      // Unknown to the transcript: long ago, or not sent by us.
      const sinceAnswer = sent === undefined ? Number.POSITIVE_INFINITY : Date.now() - Date.parse(sent.at);
      return seenByModel(cluster, layout, model, { request: requestId, control: controlRequestId }, sinceAnswer);
    },
  };
}
