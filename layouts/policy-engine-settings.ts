import { z } from 'zod';
import { readData } from './data-file.ts';

const Base = { name: z.string(), default: z.string(), consequence: z.string() };

/** A variable of the Kuadrant operator: the one safe value, or the least safe duration. */
const Setting = z.union([
  z.strictObject({ ...Base, wanted: z.string() }),
  z.strictObject({ ...Base, least: z.string(), recommended: z.string() }),
]);
export type PolicyEngineSetting = z.infer<typeof Setting>;

/** policy-engine-settings.yaml: what the policy engine does when one of its services does not answer. */
export const POLICY_ENGINE_SETTINGS = readData('policy-engine-settings.yaml', z.array(Setting).min(1));
