import { MAAS_002_FLAVOURS } from './flavours.ts';
import { guide } from './guide.ts';
import type { Layout } from './layout.ts';
import { maas002 } from './maas-0.0.2.ts';
import { openaiServer } from './openai-server.ts';

/** Every layout, by name. `maas-0.0.2` stands for any of its flavours: a run that can tell which takes that one. */
export const LAYOUTS: ReadonlyMap<string, Layout> = new Map(
  [guide, maas002, ...MAAS_002_FLAVOURS, openaiServer].map((layout) => [layout.name, layout]),
);

/** The flavours of the layout of this name; none where it has none, or is one itself. */
export const flavoursOf = (name: string): readonly Layout[] => (name === maas002.name ? MAAS_002_FLAVOURS : []);
