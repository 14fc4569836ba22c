import { z } from 'zod';
import { readData } from './data-file.ts';

const Registry = z
  .strictObject({
    registry: z.string().min(1),
    /** An image in it that can be asked for. */
    image: z.string(),
    pullSecret: z.boolean().default(false),
    optional: z.boolean().default(false),
    neededFor: z.string(),
  })
  .refine(({ registry, image }) => image.startsWith(`${registry}/`), { error: 'expected an image of the registry' });
export type Registry = z.infer<typeof Registry>;

/** The shape of registries.yaml, whose head says what the fields mean. */
export const RegistriesFile = z.array(Registry).min(1);

/** registries.yaml: the registries that an installation pulls from. */
export const REGISTRIES: readonly Registry[] = readData('registries.yaml', RegistriesFile);
