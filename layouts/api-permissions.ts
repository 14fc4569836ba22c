import { z } from 'zod';
import { readData } from './data-file.ts';

const Need = z.strictObject({
  group: z.string().default(''),
  resource: z.string(),
  subresource: z.string().optional(),
  verbs: z.array(z.string()).min(1),
  where: z.enum(['everywhere', 'tiers', 'api']),
  /** What maas-api does with it: what stops working without. */
  why: z.string(),
});
export type ApiNeed = z.infer<typeof Need>;

/** api-permissions.yaml: what maas-api must be allowed to do. */
export const API_NEEDS = readData('api-permissions.yaml', z.array(Need).min(1));
