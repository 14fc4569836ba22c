import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterReader } from '../cluster/reader.ts';
import { type Gateway, NoAnswer } from '../gateway/gateway.ts';
import type { Identity } from '../identities/identities.ts';
import { Inconclusive, Violation } from '../outcome.ts';
import { WAITS } from '../waits.ts';
import { listedModels } from './catalogue.ts';
import { openaiClient } from './client.ts';
import { seenByModel } from './forwarding.ts';
import { type KnownModels, knownModels } from './known.ts';
import type { Models, ServedBy, ServedModel } from './models.ts';
import { knownDeviation, modelServer, serverContainers, simulators } from './server.ts';
import { simulatorSettings } from './simulator-settings.ts';

/** A model, and whether it gave an answer: one that a limit keeps from answering is served all the same. */
interface Found {
  model: ServedModel;
  answered: boolean;
}

const oneToken = (model: ServedModel, as: Identity) => ({
  method: 'POST',
  path: `${model.basePath}/chat/completions`,
  as,
  body: { model: model.id, max_tokens: 1, messages: [{ role: 'user', content: 'ping' }] },
  deadlineMs: WAITS.oneToken,
});

/** What was seen of a model that hangs; one that breaks the connection off does not. */
async function hangs(
  gateway: Gateway,
  model: ServedModel,
  as: Identity,
  known: KnownModels,
): Promise<string | undefined> {
  if (known.isAlive(model)) return undefined;
  const before = known.hanging(model);
  if (before !== undefined) return before;
  try {
    await gateway.request(oneToken(model, as));
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    if (error.stage === 'deadline') {
      const seen = `${model.id}: ${error.message}`;
      known.keepHanging(model, seen);
      return seen;
    }
  }
  known.keepAlive(model);
  return undefined;
}

/** Asks each model for one token until one answers. Throws Inconclusive saying what each answered. */
async function firstThatAnswers(
  gateway: Gateway,
  models: readonly ServedModel[],
  as: Identity,
  known: KnownModels,
): Promise<Found> {
  const tried: string[] = [];
  let limited: ServedModel | undefined;
  for (const model of models) {
    const hanging = known.hanging(model);
    if (hanging !== undefined) {
      tried.push(hanging);
      continue;
    }
    try {
      const { status } = await gateway.request(oneToken(model, as));
      known.keepAlive(model);
      if (status === 200) return { model, answered: true };
      if (status === 429) limited ??= model;
      tried.push(`${model.id} answered ${status}`);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const seen = `${model.id}: ${error.message}`;
      if (error.stage === 'deadline') known.keepHanging(model, seen);
      tried.push(seen);
    }
  }
  if (limited !== undefined) return { model: limited, answered: false };
  throw new Inconclusive(`no model answers ${as.name} (${as.tier}): ${tried.join('; ')}`);
}

const NO_PODS = 'no pods of it are found';

/** What the cluster tells of a model's server; `untold` where it cannot be read. */
async function unlessUnreadable<T>(read: () => Promise<T>): Promise<T | { kind: 'untold'; why: string }> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Inconclusive || error instanceof Violation)) throw error;
    return { kind: 'untold', why: error.message };
  }
}

async function servedBy(cluster: Cluster, layout: Layout, model: ServedModel): Promise<ServedBy> {
  const containers = await serverContainers(clusterReader(cluster), layout, model);
  if (containers.length === 0) return { kind: 'untold', why: NO_PODS };
  const [simulator, ...others] = simulators(containers);
  if (simulator === undefined) return { kind: 'other', images: [...new Set(containers.map(({ image }) => image))] };
  // Pods of two versions, as in the middle of a rollout: any of them may answer.
  if (others.some(({ words }) => words.join(' ') !== simulator.words.join(' ')))
    return { kind: 'untold', why: 'its pods have different command lines' };
  const settings = simulatorSettings(simulator.words);
  if ('problem' in settings) return { kind: 'untold', why: settings.problem };
  return { kind: 'simulator', image: simulator.image, settings };
}

/** The models behind a gateway. */
export function modelsBehind(gateway: Gateway, cluster: Cluster, layout: Layout, privateFolder: string): Models {
  const known = knownModels(privateFolder);
  const served = async (as: Identity): Promise<ServedModel[]> => {
    const kept = known.listed(as.tier);
    if (kept !== undefined) return kept;
    const listed = await listedModels(gateway, layout, as);
    known.keepListed(as.tier, listed);
    return listed;
  };
  return {
    served,
    alsoServed: async (tier, somebody) => {
      const kept = known.listed(tier);
      if (kept !== undefined) return kept;
      const as = await somebody();
      try {
        return as === undefined ? [] : await served(as);
      } catch (error) {
        if (!(error instanceof Inconclusive)) throw error;
        known.keepListed(tier, []);
        return [];
      }
    },
    any: async (as) => {
      const proven = known.answered(as.tier);
      if (proven !== undefined) return proven;
      const { model, answered } = await firstThatAnswers(gateway, await served(as), as, known);
      if (answered) known.keepAnswered(as.tier, model);
      return model;
    },
    client: (model, as) => openaiClient(gateway, model, as),
    deviation: (model, deviation) =>
      unlessUnreadable(async () => {
        const server = await modelServer(clusterReader(cluster), layout, model);
        if (server.images.length === 0) return { kind: 'untold', why: NO_PODS };
        const text = knownDeviation(server, deviation);
        return text === undefined ? { kind: 'unknown' } : { kind: 'known', text };
      }),
    hanging: (model, as) => hangs(gateway, model, as, known),
    simulator: (model) => unlessUnreadable(() => servedBy(cluster, layout, model)),
    saw: (model, requestId, controlRequestId) => {
      const sent = gateway.recent().find((entry) => entry.requestId === requestId);
      // Unknown to the transcript: long ago, or not sent by us.
      const sinceAnswer = sent === undefined ? Number.POSITIVE_INFINITY : Date.now() - Date.parse(sent.at);
      return seenByModel(cluster, layout, model, { request: requestId, control: controlRequestId }, sinceAnswer);
    },
  };
}
