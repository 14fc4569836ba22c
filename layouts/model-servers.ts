import { z } from 'zod';
import { Pattern, readData } from './data-file.ts';

/** What a server of models may be known to do otherwise than OpenAI's API has it. */
const Deviation = z.enum([
  'stream-ids',
  'empty-messages',
  'stop',
  'choices',
  'response-format',
  'no-counters',
  'characters',
  'large-body',
]);
export type Deviation = z.infer<typeof Deviation>;

const Server = z.strictObject({
  server: z.string().min(1),
  image: Pattern,
  deviations: z.array(
    z.strictObject({
      deviation: Deviation,
      fixedIn: z
        .string()
        .regex(/^\d+\.\d+\.\d+$/)
        .optional(),
      what: z.string().min(1),
      source: z.string().min(1),
    }),
  ),
});
export type ModelServerData = z.infer<typeof Server>;

/** model-servers.yaml: servers of models, and their known deviations from OpenAI's API. */
export const MODEL_SERVERS = readData('model-servers.yaml', z.array(Server).min(1));
