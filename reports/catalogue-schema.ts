import { z } from 'zod';
import { CheckDeclaration } from '../fixtures/check.ts';

/** One check as the catalogue knows it, before it has run: its declaration, title and phase. */
export const CatalogueEntry = CheckDeclaration.extend({
  title: z.string().describe('the desired state'),
  phase: z.string().describe('name of the phase, as in --phase'),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const Catalogue = z.array(CatalogueEntry);
