import { z } from 'zod';

/** `GET /api/search?type=dash-db`. */
export const Hits = z.array(z.looseObject({ uid: z.string().min(1), title: z.string(), url: z.string() }));

const Panel = z.looseObject({
  title: z.string().catch(''),
  type: z.string().catch(''),
  gridPos: z.looseObject({ y: z.number(), h: z.number() }).optional().catch(undefined),
});

/** `GET /api/dashboards/uid/UID`. */
export const StoredModel = z.looseObject({
  dashboard: z.looseObject({ title: z.string(), panels: z.array(Panel).catch([]) }),
});
export type StoredModel = z.infer<typeof StoredModel>;

/** What an error says, in the API's way. */
export const ApiMessage = z.looseObject({ message: z.string() });

/** What a panel's query was answered: one result for each of its queries. */
export const QueryAnswer = z.looseObject({
  message: z.string().optional(),
  results: z.record(z.string(), z.looseObject({ error: z.string().optional() })).optional(),
});
