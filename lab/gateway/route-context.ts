import { z } from 'zod';

/** The header in which the guide's gateway tells its routes the model that a body names. */
export const MODEL_HEADER = 'x-gateway-model-name';

/** What a route tells the authorizer of itself: which policy covers it, and to which model it leads. */
export const RouteContext = z.object({
  policy: z.enum(['management', 'catalogue', 'inference']),
  /** Namespace and name of the model's object; absent where there is none. */
  namespace: z.string().optional(),
  resource: z.string().optional(),
});
export type RouteContext = z.infer<typeof RouteContext>;
