import type { PolicyEngineSetting } from '../../layouts/policy-engine-settings.ts';
import { durationSeconds } from '../duration.ts';

/** What is unsafe about one setting, given its value (undefined: not set, its default holds); undefined where it is safe. */
function settingProblem(setting: PolicyEngineSetting, value: string | undefined): string | undefined {
  const { name, consequence } = setting;
  const holds = value ?? setting.default;
  const seen = value === undefined ? `${name} is not set, so ${holds}` : `${name} is ${holds || 'not a plain value'}`;
  if ('wanted' in setting)
    return holds === setting.wanted ? undefined : `${seen}, not ${setting.wanted}: ${consequence}`;
  const seconds = durationSeconds(holds);
  // NaN is not at least anything: a value that cannot be read is no proof.
  return seconds >= durationSeconds(setting.least)
    ? undefined
    : `${seen}, below ${setting.least} (${setting.recommended} is recommended): ${consequence}`;
}

/** What fails open, or fails under a burst, with the values that the operator has. */
export const settingProblems = (
  settings: readonly PolicyEngineSetting[],
  given: (name: string) => string | undefined,
): string[] =>
  settings.map((setting) => settingProblem(setting, given(setting.name))).filter((problem) => problem !== undefined);
