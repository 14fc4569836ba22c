import { z } from 'zod';
import { Pattern, readData } from './data-file.ts';

const Source = z.string().min(1);
const Version = z.string().regex(/^\d+\.\d+\.\d+$/);

const RemovedArguments = z.strictObject({
  servers: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        images: z.array(Pattern).min(1),
        taggedByVersion: z.array(Pattern),
      }),
    )
    .min(1),
  arguments: z
    .array(
      z.strictObject({
        argument: z.string().regex(/^--[a-z-]+$/),
        server: z.string(),
        removedIn: Version,
        instead: z.string().min(1),
        source: Source,
      }),
    )
    .min(1),
  images: z.array(z.strictObject({ image: z.string().min(1), problem: z.string().min(1), source: Source })),
  variables: z.array(z.strictObject({ variable: z.string().regex(/^[A-Z_]+$/), source: Source })),
});
export type RemovedArguments = z.infer<typeof RemovedArguments>;

/** removed-arguments.yaml: what keeps a model server from starting after an update of its image (FM-46). */
export const REMOVED_ARGUMENTS = readData('removed-arguments.yaml', RemovedArguments);
