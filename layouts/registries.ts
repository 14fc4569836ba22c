import { z } from 'zod';
import { readData } from './data-file.ts';
import { Flavour, type Layout } from './layout.ts';

const Registry = z
  .strictObject({
    registry: z.string().min(1),
    /** An image in it that can be asked for. */
    image: z.string(),
    pullSecret: z.boolean().default(false),
    optional: z.boolean().default(false),
    flavours: z.array(Flavour).min(1).optional(),
    neededFor: z.string(),
    source: z.string().min(1),
  })
  .refine(({ registry, image }) => image.startsWith(`${registry}/`), { error: 'expected an image of the registry' });
export type Registry = z.infer<typeof Registry>;

/** The shape of registries.yaml, whose head says what the fields mean. */
export const RegistriesFile = z.array(Registry).min(1);

const REGISTRIES: readonly Registry[] = readData('registries.yaml', RegistriesFile);

/** The registries that an installation of a layout pulls from. Where its flavour is not known to need one, that is optional. */
export const registriesFor = ({ flavour }: Pick<Layout, 'flavour'>): Registry[] =>
  REGISTRIES.map((entry) => {
    const isKnown = flavour === undefined || entry.flavours === undefined || entry.flavours.includes(flavour);
    return { ...entry, optional: entry.optional || !isKnown };
  });
