import { guide } from './guide.ts';
import type { Layout } from './layout.ts';
import { maas002 } from './maas-0.0.2.ts';

/** Every layout, by name. */
export const LAYOUTS: ReadonlyMap<string, Layout> = new Map([guide, maas002].map((layout) => [layout.name, layout]));
