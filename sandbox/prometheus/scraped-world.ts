import type { World } from '../world.ts';

/** What Prometheus sees of the sandbox. */
export type ScrapedWorld = Pick<World, 'objects' | 'behaviour' | 'registries' | 'realWindows'>;
