import type { ModelBehaviour } from '../model/behaviour.ts';
import type { InstallationName, World } from '../world.ts';

/** A model that is not the first of those listed, nor for every tier. */
const SECOND: Record<InstallationName, string> = {
  guide: 'facebook-opt-125m',
  'maas-0.0.2': 'premium-simulated-simulated-premium',
};

/** Turns switches of the second model's server alone. */
export function inSecondModel({ installation, behaviour }: World, switches: Partial<ModelBehaviour>): void {
  behaviour.onlyModel = SECOND[installation];
  Object.assign(behaviour.model, switches);
}
