import type { MaasApiBehaviour } from './behaviour.ts';

/** A model as the catalogue needs it. */
export interface CatalogueModel {
  namespace: string;
  resource: string;
  servedName: string;
  /** Where it is reached, as its object's status says. */
  url: string;
  /** Unix seconds. */
  created: number;
  ready: boolean;
}

/** How maas-api finds the models, and whether a caller may use one. */
export interface Catalogue {
  models(): CatalogueModel[];
  /** Whether a request with this token would reach the model; `counted`: it goes through the caller's quota. */
  mayUse(authorization: string, model: CatalogueModel, options: { counted: boolean }): Promise<boolean>;
}

/** What is shown of the models that a caller may use; every entry OpenAI's `model` object and more. */
export function entries(models: CatalogueModel[], behaviour: MaasApiBehaviour, withUrl: boolean): object[] {
  const shown = models.map(({ namespace, servedName, url, created, ready }) => ({
    id: servedName,
    object: 'model',
    created,
    owned_by: namespace,
    ready,
    ...(withUrl ? { url } : {}),
  }));
  if (behaviour.catalogue === 'empty') return [];
  if (behaviour.catalogue === 'invented') return shown.map((entry) => ({ ...entry, id: `${entry.id}-retired` }));
  return behaviour.bareCatalogue ? shown.map(({ id }) => ({ id })) : shown;
}
