import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { KubeObject } from '../../sandbox/object.ts';
import type { InstallationName, World } from '../../sandbox/world.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';

/** What is not as it was when a sandbox started, each in words. */
interface Left {
  /** Objects that are gone, new or changed. */
  objects: string[];
  /** Tokens that are accepted. */
  tokens: string[];
}

export const NOTHING: Left = { objects: [], tokens: [] };

/** A sandbox of which everything is known that has come into its stores since its start. */
export interface WatchedSandbox extends RunningSandbox {
  world: World;
  left(): Promise<Left>;
  /** How many changes of objects there have been. */
  seen(): number;
  /** Ends when so many changes have come. */
  changes(count: number): Promise<void>;
  /** Ends when a Deployment that had replicas has none. */
  stopped(): Promise<void>;
}

/** A pod of a Deployment has another name when it is made again. */
function placeOf({ kind, metadata }: KubeObject): string {
  const name = kind === 'Pod' ? metadata.name.replace(/[^-]+$/, '…') : metadata.name;
  return `${kind} ${metadata.namespace ?? ''}/${name}`;
}

/** What an API server and its controllers set anew where an object is edited, or made again under its name. */
const SET_ANEW = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'observedGeneration', 'startTime'];

/** An object as text, without what is set anew; the names of pods apart, they are in their place. */
const lasting = (object: KubeObject): string =>
  JSON.stringify({ ...object, metadata: { ...object.metadata, name: placeOf(object) } }, (key, value: unknown) =>
    SET_ANEW.includes(key) || isEmptied(key, value) ? undefined : key === 'targetRef' ? led(value) : sorted(value),
  );

/** What an endpoint of a slice leads to; a pod of a Deployment by the name that lasts. */
function led(target: unknown): unknown {
  const pod = PodTarget.safeParse(target);
  if (!pod.success) return sorted(target);
  const { name, ...rest } = pod.data;
  return sorted({ ...rest, name: placeOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }) });
}
const PodTarget = z.looseObject({ kind: z.literal('Pod'), name: z.string() });

/** What is left of labels and annotations that were taken off again: an API server does not answer an empty map. */
const isEmptied = (key: string, value: unknown): boolean =>
  (key === 'annotations' || key === 'labels') && JSON.stringify(value) === '{}';

/** The fields of a map in the order of their names: an edit may have put them in another. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The places at which there is something else than there was. */
function differences(before: readonly KubeObject[], now: readonly KubeObject[]): string[] {
  const was = Map.groupBy(before, placeOf);
  const is = Map.groupBy(now, placeOf);
  const all = (objects: readonly KubeObject[] = []): string => objects.map(lasting).sort().join('\n');
  return [...new Set([...was.keys(), ...is.keys()])].filter((place) => all(was.get(place)) !== all(is.get(place)));
}

/** Starts an installation in this process; it ends with the test. */
export async function watchedSandbox(folder: string, installation: InstallationName): Promise<WatchedSandbox> {
  let world: World | undefined;
  const touched = new Map<string, { ref: KubeObject; first: KubeObject | undefined }>();
  const issued: { token: string; subject: string; audiences: string[]; expiresAt: number }[] = [];
  let seen = 0;
  let hasStopped = false;
  const sandbox = await runningSandbox(folder, {
    installation,
    prepare(its) {
      world = its;
      its.objects.subscribe(({ before, after }) => {
        seen += 1;
        hasStopped ||= after?.kind === 'Deployment' && after['spec']?.replicas === 0 && before?.['spec']?.replicas > 0;
        const ref = after ?? before;
        if (ref === undefined) return;
        const key = `${ref.kind} ${ref.metadata.namespace ?? ''}/${ref.metadata.name}`;
        if (!touched.has(key)) touched.set(key, { ref, first: before });
      });
      const { issue } = its.tokens;
      its.tokens.issue = async (request) => {
        const made = await issue(request);
        issued.push({ ...made, subject: request.subject, audiences: request.audiences });
        return made;
      };
    },
  });
  onTestFinished(() => sandbox.close());
  if (world === undefined) throw new Error('the sandbox was not prepared');
  const { objects, tokens } = world;
  const isAccepted = async ({ token, audiences, expiresAt }: (typeof issued)[number]): Promise<boolean> =>
    expiresAt * 1000 > Date.now() && (await tokens.review(token, audiences)) !== undefined;
  return {
    ...sandbox,
    world,
    async left() {
      const all = [...touched.values()];
      const before = all.flatMap(({ first }) => first ?? []);
      const now = all.flatMap(({ ref: { apiVersion, kind, metadata } }) => {
        const { name, namespace } = metadata;
        return objects.find({ apiVersion, kind, name, namespace }) ?? [];
      });
      const accepted: string[] = [];
      for (const one of issued) if (await isAccepted(one)) accepted.push(`a token of ${one.subject}`);
      return { objects: differences(before, now), tokens: accepted };
    },
    seen: () => seen,
    async changes(count) {
      while (seen < count) await delay(50);
    },
    async stopped() {
      while (!hasStopped) await delay(10);
    },
  };
}
