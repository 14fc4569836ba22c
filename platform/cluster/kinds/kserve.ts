import { z } from 'zod';
import { AnyObject, anyKind, Flag, kindOf, Metadata, type ObjectOf, Text } from './base.ts';

const GROUP = 'serving.kserve.io';

/** A served model as KServe's `InferenceService` declares it. */
export const InferenceService = kindOf('InferenceService', GROUP, 'v1beta1', AnyObject);
export type InferenceServiceObject = ObjectOf<typeof InferenceService>;

/** A served model as KServe's `LLMInferenceService` declares it, with its route to a gateway. */
export const LLMInferenceService = kindOf('LLMInferenceService', GROUP, 'v1alpha1', AnyObject);

/** Presets that the controller merges into every LLMInferenceService. */
export const LLMInferenceServiceConfig = anyKind('LLMInferenceServiceConfig', GROUP, 'v1alpha1');

const Runtime = z.looseObject({
  metadata: Metadata,
  spec: z
    .looseObject({
      disabled: Flag,
      supportedModelFormats: z.array(z.looseObject({ name: z.string(), version: Text, autoSelect: Flag })).optional(),
    })
    .optional(),
});
export const ServingRuntime = kindOf('ServingRuntime', GROUP, 'v1alpha1', Runtime);
export const ClusterServingRuntime = kindOf('ClusterServingRuntime', GROUP, 'v1alpha1', Runtime, { namespaced: false });

/** What an InferenceService asks of a runtime: a named one, or any that knows the format. */
export const ModelRequest = z.looseObject({
  predictor: z.looseObject({
    model: z
      .looseObject({
        runtime: z.string().optional(),
        modelFormat: z.looseObject({ name: z.string(), version: Text }),
      })
      .optional(),
  }),
});
