import { randomBytes } from 'node:crypto';
import type { InstallationName, Person } from './world.ts';

/** Callers of each tier: enough that every scenario of a limit finds a whole quota without waiting. */
const CALLERS: Record<string, number> = { free: 32, premium: 7, enterprise: 8 };

/** The groups that map to a tier: the guide's own, and those of the release. `free` is everybody. */
const TIER_GROUPS: Record<InstallationName, Record<string, string[]>> = {
  guide: { free: [], premium: ['premium-users'], enterprise: ['enterprise-users'] },
  'maas-0.0.2': { free: [], premium: ['tier-premium-users'], enterprise: ['tier-enterprise-users'] },
};

/** The name of the user who may do everything, of one who may read what a full run reads, and of one who may do nothing. */
export const ADMINISTRATOR = 'kube:admin';
export const READER = 'maas-verify-reader';
export const NOBODY = 'nobody';

const openshiftToken = (): string => `sha256~${randomBytes(32).toString('base64url')}`;

/** The people of an installation, with fresh random tokens. */
export function people(installation: InstallationName): Person[] {
  const authenticated = ['system:authenticated', 'system:authenticated:oauth'];
  const staff = [
    { name: ADMINISTRATOR, groups: ['system:cluster-admins', ...authenticated] },
    { name: READER, groups: authenticated },
    { name: NOBODY, groups: authenticated },
  ].map((person) => ({ ...person, openshiftToken: openshiftToken() }));
  const callers = Object.entries(CALLERS).flatMap(([tier, count]) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${tier}-user-${String(index + 1).padStart(2, '0')}`,
      groups: [...authenticated, ...(TIER_GROUPS[installation][tier] ?? [])],
      openshiftToken: openshiftToken(),
      tier,
    })),
  );
  return [...staff, ...callers];
}
