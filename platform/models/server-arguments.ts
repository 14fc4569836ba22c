import semver from 'semver';
import type { RemovedArguments } from '../../layouts/removed-arguments.ts';
import { readCondition } from '../cluster/conditions.ts';
import type { PodObject } from '../cluster/pods.ts';
import { wordsOf } from './command-line.ts';
import { imageReference, isPinned } from './image-reference.ts';
import type { ModelWithPods } from './pods.ts';

type Container = NonNullable<NonNullable<PodObject['spec']>['containers']>[number];

const matches = (patterns: readonly string[], repository: string): boolean =>
  patterns.some((pattern) => new RegExp(pattern).test(repository));

/** The version of the server in an image, where its tag tells it. */
function serverVersion(image: string, taggedByVersion: readonly string[]): string | undefined {
  const { repository, tag } = imageReference(image);
  // coerce finds a number anywhere: in odh-v2.20 it is the product's.
  if (tag === undefined || !/^v?\d/.test(tag) || !matches(taggedByVersion, repository)) return undefined;
  return semver.coerce(tag)?.version;
}

/** Why a removed argument is trouble for this container, or undefined: its version is known to know it, or it runs with it. */
function trouble(
  container: Container,
  removedIn: string,
  version: string | undefined,
  ready: boolean,
): string | undefined {
  if (!isPinned(container.image ?? '')) return `its image ${container.image} is not pinned, and newer ones refuse it`;
  if (version !== undefined) return semver.gte(version, removedIn) ? `version ${version} refuses it` : undefined;
  return ready ? undefined : `the version of ${container.image} is not known, and it does not become ready`;
}

function containerProblems(container: Container, ready: boolean, data: RemovedArguments): string[] {
  const image = container.image ?? '';
  const { repository } = imageReference(image);
  const words = wordsOf(container);
  const known = new Set(words.map((word) => word.split('=')[0]));
  const server = data.servers.find(({ images }) => matches(images, repository));
  const version = server === undefined ? undefined : serverVersion(image, server.taggedByVersion);
  const removed = data.arguments
    .filter(({ argument, server: own }) => own === server?.name && known.has(argument))
    .flatMap(({ argument, removedIn, instead, source }) => {
      const why = trouble(container, removedIn, version, ready);
      return why === undefined
        ? []
        : [`${argument} was removed in ${server?.name} ${removedIn}: ${why}; ${instead} (${source})`];
    });
  const unused = data.variables
    .filter(({ variable }) => (container.env ?? []).some(({ name }) => name === variable))
    .filter(({ variable }) => !words.some((word) => word.includes(variable)))
    .map(({ variable, source }) => `${variable} is set, and the command does not use it (${source})`);
  const bad = data.images
    .filter((entry) => entry.image === repository)
    .map(({ problem, source }) => `image ${image}: ${problem} (${source})`);
  return [...removed, ...unused, ...bad];
}

/** What in the command lines, variables and images of models keeps them from starting, now or after an update (FM-46). */
export function argumentReport(
  models: readonly ModelWithPods[],
  data: RemovedArguments,
): { problems: string[]; containers: number } {
  const found = models.flatMap(({ model, pods }) =>
    pods
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .flatMap((pod) =>
        (pod.spec?.containers ?? []).map((container) => ({
          model,
          container,
          ready: readCondition(pod, 'Ready').holds,
        })),
      ),
  );
  const problems = found.flatMap(({ model, container, ready }) =>
    containerProblems(container, ready, data).map(
      (problem) => `${model.namespace}/${model.name}, container ${container.name}: ${problem}`,
    ),
  );
  return { problems: [...new Set(problems)], containers: found.length };
}
