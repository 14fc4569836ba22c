import { kustomized } from './flavours/kustomize.ts';
import { byOpenShiftAi } from './flavours/rhoai.ts';
import type { KubeObject } from './object.ts';
import { INSTALLATIONS, type InstallationName } from './world.ts';

/**
 * Installations that are made of another one's objects: the same release, deployed by somebody else. They behave as the
 * one that they are made of; faults are not made in them.
 */
const DERIVED: Readonly<
  Record<FlavourName, { from: InstallationName; make: (objects: KubeObject[]) => KubeObject[] }>
> = {
  'maas-0.0.2-rhoai': { from: 'maas-0.0.2', make: byOpenShiftAi },
  'maas-0.0.2-kustomize': { from: 'maas-0.0.2', make: kustomized },
};

export const FLAVOURS = ['maas-0.0.2-rhoai', 'maas-0.0.2-kustomize'] as const;
export type FlavourName = (typeof FLAVOURS)[number];

/** The installations with a GPU, and the guide's Qwen3 on it. */
const WITH_QWEN: Readonly<Record<WithQwen, InstallationName>> = {
  'guide-gpu': 'guide',
  'maas-0.0.2-gpu': 'maas-0.0.2',
};
export const NAMES_WITH_QWEN = ['guide-gpu', 'maas-0.0.2-gpu'] as const;
type WithQwen = (typeof NAMES_WITH_QWEN)[number];
export const hasQwen = (name: SandboxName): name is WithQwen => NAMES_WITH_QWEN.some((one) => one === name);

/** Every installation that a sandbox can be. */
export const SANDBOX_NAMES = [...INSTALLATIONS, ...FLAVOURS, ...NAMES_WITH_QWEN] as const;
export type SandboxName = (typeof SANDBOX_NAMES)[number];

export const isFlavour = (name: SandboxName): name is FlavourName => FLAVOURS.some((flavour) => flavour === name);

/** The installation whose objects and behaviour a sandbox has. */
export const baseOf = (name: SandboxName): InstallationName => {
  if (isFlavour(name)) return DERIVED[name].from;
  return hasQwen(name) ? WITH_QWEN[name] : name;
};

/** The objects of a sandbox, made of its base's, which are changed. */
export const asFlavour = (name: SandboxName, objects: KubeObject[]): KubeObject[] =>
  isFlavour(name) ? DERIVED[name].make(objects) : objects;
