import { perUser } from '../../fixtures/limit-scenarios/per-user.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'one caller’s spent quota leaves another of the same tier untouched',
  check({
    id: 'limits.per-user',
    requirement:
      'Each caller MUST have a quota of their own: when one is refused, another of the same tier MUST still have all of theirs.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['counter-per-tier', 'counter-for-everyone'],
    dependsOn: ['limits.requests-exact'],
    remedy: 'oc get ratelimitpolicy -A -o yaml: expect counters with the user (auth.identity.userid) in every limit',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  ({ scenarios }) => scenarios.show(perUser),
);
