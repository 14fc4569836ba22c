import type { Registry } from 'prom-client';
import type { Behaviour } from './behaviour.ts';
import type { Certificates } from './certificates.ts';
import type { WatchableStore } from './kube/object-store.ts';
import type { PodLogs } from './pod-logs.ts';
import type { TokenAuthority } from './tokens/authority.ts';
import type { Tools } from './tools.ts';

/** Installations with files of their own, in which every fault is made; flavours.ts makes others of them. */
export const INSTALLATIONS = ['guide', 'maas-0.0.2'] as const;
export type InstallationName = (typeof INSTALLATIONS)[number];

/** A user of the sandbox's cluster, with the OpenShift token that identifies them. */
export interface Person {
  name: string;
  groups: string[];
  openshiftToken: string;
  /** The tier this person's groups map to; absent for people who are no MaaS users (the cluster's admin). */
  tier?: string;
}

/** Everything the sandbox's servers share. A fault is a change to it, made before they start. */
export interface World {
  installation: InstallationName;
  objects: WatchableStore;
  behaviour: Behaviour;
  people: Person[];
  tokens: TokenAuthority;
  logs: PodLogs;
  /** The programs of the machine that installed it. */
  tools: Tools;
  /** What each scrape job exposes, by job name; a component registers its own before the servers start. */
  registries: Map<string, Registry>;
  /** true: limiter windows, caches and lifetimes as the release has them; false: short, so that a run is quick. */
  realWindows: boolean;
  /** PEM, filled by the composition before any server starts. */
  certificates: Certificates;
}
