import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { type Gateway, NoAnswer } from '../gateway/gateway.ts';
import type { Identity } from '../identities/identities.ts';
import { Inconclusive } from '../outcome.ts';
import type { ServedModel } from './models.ts';

const Entry = z.looseObject({ id: z.string().min(1), url: z.string().optional().catch(undefined) });
/** OpenAI's list; `data` is null where v0.0.2 finds nothing. */
const Catalogue = z.looseObject({ data: z.array(Entry).nullable() });

/** `/<namespace>/<resource>` of a model's URL. */
function placeOf(url: string | undefined): { namespace: string; name: string } | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const [namespace, name] = new URL(url).pathname.split('/').filter((part) => part !== '');
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

function servedModel({ id, url }: z.infer<typeof Entry>, layout: Layout): ServedModel | undefined {
  if (layout.inference.style === 'root') return { id, basePath: '/v1' };
  const resource = placeOf(url);
  return resource === undefined ? undefined : { id, basePath: `/${resource.namespace}/${resource.name}/v1`, resource };
}

/** What the gateway answered to "which models are there?". */
export interface CatalogueAnswer {
  status: number;
  /** undefined: the body is no list of models. */
  models: ServedModel[] | undefined;
  /** Ids of entries that do not say where they are served. */
  lost: string[];
  /** The URLs that the entries give, by id; an id that is given twice keeps its resource in the key. */
  urls: Record<string, string>;
}

/** Lists the models of an identity. Throws NoAnswer. */
export async function askCatalogue(gateway: Gateway, layout: Layout, as: Identity): Promise<CatalogueAnswer> {
  const { method, path } = layout.api.models;
  const { status, json } = await gateway.request({ method, path, as });
  const listed = Catalogue.safeParse(json);
  if (!listed.success) return { status, models: undefined, lost: [], urls: {} };
  const entries = listed.data.data ?? [];
  // Releases that probe each model with the caller's own token spend one request of its quota for each.
  if (layout.inference.style === 'path') for (const _ of entries) gateway.noteUse(as);
  return {
    status,
    models: entries.flatMap((entry) => servedModel(entry, layout) ?? []),
    lost: entries.filter((entry) => servedModel(entry, layout) === undefined).map(({ id }) => id),
    urls: Object.fromEntries(
      entries.flatMap((entry) => {
        const name = servedModel(entry, layout)?.resource?.name;
        return entry.url === undefined ? [] : [[name === undefined ? entry.id : `${entry.id} (${name})`, entry.url]];
      }),
    ),
  };
}

/** The models that the gateway lists for an identity. Throws Inconclusive where it lists none that can be reached. */
export async function listedModels(gateway: Gateway, layout: Layout, as: Identity): Promise<ServedModel[]> {
  const { method, path, success } = layout.api.models;
  const subject = `${method} ${path} as ${as.name} (${as.tier})`;
  let answer: CatalogueAnswer;
  try {
    answer = await askCatalogue(gateway, layout, as);
  } catch (error) {
    if (error instanceof NoAnswer) throw new Inconclusive(`no model is known: ${error.message}`);
    throw error;
  }
  const { status, models, lost } = answer;
  if (status !== success) throw new Inconclusive(`no model is known: ${subject} answered ${status}`);
  if (models === undefined) throw new Inconclusive(`no model is known: ${subject} answered no list of models`);
  if (models.length === 0) {
    const why = lost.length === 0 ? 'listed none' : `listed ${lost.length}, none with the URL of its model`;
    throw new Inconclusive(`no model is known: ${subject} ${why}`);
  }
  return models;
}
