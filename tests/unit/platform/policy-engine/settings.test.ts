import { expect, test } from 'vitest';
import { POLICY_ENGINE_SETTINGS } from '../../../../layouts/policy-engine-settings.ts';
import { settingProblems } from '../../../../platform/policy-engine/fail-closed.ts';
import { storageProblem } from '../../../../platform/policy-engine/limitador.ts';

const SAFE: Record<string, string> = {
  RATELIMIT_CHECK_SERVICE_FAILURE_MODE: 'deny',
  RATELIMIT_REPORT_SERVICE_FAILURE_MODE: 'deny',
  AUTH_SERVICE_TIMEOUT: '2s',
};
const problems = (changed: Record<string, string | undefined> = {}): string[] => {
  const values: Record<string, string | undefined> = { ...SAFE, ...changed };
  return settingProblems(POLICY_ENGINE_SETTINGS, (name) => values[name]);
};

test('with the recommended settings, nothing fails open', () => {
  expect(problems()).toEqual([]);
  expect(problems({ AUTH_SERVICE_TIMEOUT: '2000ms' })).toEqual([]);
});

test('what is not set has its default, which is named where it is unsafe', () => {
  expect(problems({ RATELIMIT_CHECK_SERVICE_FAILURE_MODE: undefined })[0]).toMatch(
    /is not set, so allow, not deny.*FM-60/,
  );
  expect(problems({ AUTH_SERVICE_TIMEOUT: undefined })[0]).toMatch(/is not set, so 200ms, below 1s/);
});

test('an unsafe value, and one that cannot be read, are problems', () => {
  expect(problems({ RATELIMIT_REPORT_SERVICE_FAILURE_MODE: 'allow' })).toHaveLength(1);
  expect(problems({ AUTH_SERVICE_FAILURE_MODE: 'allow' })).toHaveLength(1);
  expect(problems({ AUTH_SERVICE_TIMEOUT: '999ms' })).toHaveLength(1);
  expect(problems({ AUTH_SERVICE_TIMEOUT: 'soon' })).toHaveLength(1);
  expect(problems({ AUTH_SERVICE_TIMEOUT: '' })[0]).toContain('not a plain value');
});

test('only replicas without a common store multiply the limits', () => {
  const storage = (replicas: number, store?: string) => storageProblem({ place: 'k/limitador', replicas, store });
  expect(storage(1, 'memory')).toBeUndefined();
  expect(storage(3, 'redis')).toBeUndefined();
  expect(storage(3, 'redis-cached')).toBeUndefined();
  expect(storage(3, 'memory')).toContain('3 replicas that count apart (memory)');
  expect(storage(2, 'disk')).toContain('(disk)');
});
