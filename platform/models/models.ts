import type OpenAI from 'openai';
import type { Deviation } from '../../layouts/model-servers.ts';
import type { Identity } from '../identities/identities.ts';
import type { SimulatorSettings } from './simulator-settings.ts';

/** A model as the catalogue lists it, and how to reach it. */
export interface ServedModel {
  /** The id that a request's body names. */
  id: string;
  /** Path prefix of its OpenAI endpoints: `/v1`, or `/<namespace>/<resource>/v1`. */
  basePath: string;
  /** What serves it, where known. */
  resource?: { namespace: string; name: string };
}

/** Whether a simulator serves a model, and what its command line says. `untold` where that cannot be read. */
export type ServedBy =
  | { kind: 'simulator'; image: string; settings: SimulatorSettings }
  | { kind: 'other'; images: string[] }
  | { kind: 'untold'; why: string };

/** The models that an identity may use, and the OpenAI SDK pointed at them. */
export interface Models {
  /** As the gateway lists them for callers of this tier, asked once in a run; Inconclusive where none is listed. */
  served(as: Identity): Promise<ServedModel[]>;
  /** The same for a tier that need not have any: none where none is listed, or nobody can be had to ask. */
  alsoServed(tier: string, somebody: () => Promise<Identity | undefined>): Promise<ServedModel[]>;
  /** The first one that answers: the subject of checks that need any model. */
  any(as: Identity): Promise<ServedModel>;
  /** The official SDK, with our verified connection and no retries. */
  client(model: ServedModel, as: Identity): OpenAI;
  /**
   * Whether the model's server is known to do something otherwise than OpenAI's API has it. `untold` where what serves it
   * cannot be read.
   */
  deviation(
    model: ServedModel,
    deviation: Deviation,
  ): Promise<{ kind: 'known'; text: string } | { kind: 'unknown' } | { kind: 'untold'; why: string }>;
  /** What was seen of it where it hangs: asked once in a run for one token. undefined where it answers, whatever it says. */
  hanging(model: ServedModel, as: Identity): Promise<string | undefined>;
  /** What its command line promises where llm-d's simulator serves it; `other` where something else does. */
  simulator(model: ServedModel): Promise<ServedBy>;
  /**
   * Whether the model behind the gateway saw a request, by its tracking id: the model's pods' logs are searched.
   * `unknown` where a control request, known to be served, is not seen in them either.
   */
  saw(model: ServedModel, requestId: string, controlRequestId: string): Promise<'seen' | 'not-seen' | 'unknown'>;
}
