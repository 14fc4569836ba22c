import type { SeenTierMap } from '../observation.ts';
import { anyOf, listed, type Subject, told } from './subject.ts';

const groupsText = (groups: SeenTierMap['groups']): string =>
  Object.entries(groups)
    .map(([tier, names]) => `${tier}: ${[...names].sort().join(' ')}`)
    .sort()
    .join(', ');

const GROUPS = {
  guide: groupsText({
    free: ['system:authenticated'],
    premium: ['premium-users'],
    enterprise: ['enterprise-users'],
  }),
  release: groupsText({
    free: ['tier-free-users', 'system:authenticated'],
    premium: ['tier-premium-users', 'premium-group'],
    enterprise: ['tier-enterprise-users', 'enterprise-group', 'admin-group'],
  }),
};

const FORMATS = { list: 'a list with levels', map: 'a map of names' };

/** How tiers are stored, and who is in them (§1.5, §1.6). */
export const TIERS: readonly Subject[] = [
  {
    subject: 'namespace of the tier mapping',
    from: ['tierMaps'],
    says: ({ namespaces }) => anyOf(namespaces.api),
    seen: ({ tierMaps }) =>
      listed(
        tierMaps?.map(({ namespace }) => namespace),
        'no mapping',
      ),
    consequence: 'a ConfigMap tier-to-group-mapping in maas is read by nobody',
  },
  {
    subject: 'key of the tier mapping',
    from: ['tierMaps'],
    says: ({ tiers }) => tiers.key,
    seen: ({ tierMaps }) =>
      listed(
        tierMaps?.flatMap(({ keys }) => keys),
        'no mapping',
      ),
    consequence: 'tiers that are written under the guide’s key are not read',
  },
  {
    subject: 'format of the tier mapping',
    from: ['tierMaps'],
    says: ({ tiers }) => FORMATS[tiers.format],
    seen: ({ tierMaps }) =>
      listed(
        tierMaps?.map(({ format }) => (format === undefined ? 'neither list nor map' : FORMATS[format])),
        'no mapping',
      ),
    consequence: 'tiers in the guide’s format make every mint fail with 500 (FM-37)',
  },
  {
    subject: 'groups of the tiers',
    from: ['tierMaps'],
    says: told(GROUPS),
    seen: ({ tierMaps }) =>
      listed(
        tierMaps?.map(({ groups }) => groupsText(groups)),
        'no mapping',
      ),
    consequence: 'users whom the guide puts into premium-users and enterprise-users silently stay free (FM-36)',
  },
  {
    subject: 'where limits are set',
    from: ['tierMaps'],
    says: told({ guide: 'in the tier mapping', release: 'in the policies' }),
    seen: ({ tierMaps }) =>
      listed(
        tierMaps?.map(({ hasLimits }) => (hasLimits ? 'in the tier mapping' : 'in the policies')),
        'no mapping',
      ),
    consequence:
      'a rateLimit in the tier mapping changes nothing: edit the RateLimitPolicy and the TokenRateLimitPolicy',
  },
  {
    subject: 'right that lets a caller use a model',
    from: ['modelAccess', 'models'],
    says: ({ modelAccess, modelKind }) => `${modelAccess.verb} ${modelKind.toLowerCase()}s`,
    seen: ({ modelAccess }) => listed(modelAccess),
    keeps: (said, seen) => seen === 'none' || seen.split(', ').includes(said),
    consequence:
      'the guide’s Role lets nobody use a model: callers get 403 until the model is annotated with their tier',
  },
  {
    subject: 'namespace of the tiers that odh-model-controller is told of',
    from: ['deployments'],
    says: told({ guide: 'none', release: 'none', kustomize: 'maas-api' }),
    seen: ({ deployments }) => {
      const controller = deployments?.find(({ name }) => name === 'odh-model-controller');
      return controller && (controller.environment['MAAS_NAMESPACE'] ?? 'none');
    },
    consequence: 'rights to models are made for the tiers of another namespace, and callers get 403 (FM-49)',
  },
];
