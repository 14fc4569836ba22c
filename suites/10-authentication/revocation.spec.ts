import { control, demandDenied } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { lookUnused, lookUsed, REVOKED_LIFETIME, tokenMemory } from '../../fixtures/revocation.ts';
import { check, demand, observe, test, violated } from '../../fixtures/test.ts';

test(
  'a revoked token is refused',
  check({
    id: 'auth.revocation',
    requirement:
      'After a revocation the gateway MUST refuse a token that it has not seen at once, and one that it has seen within the time that the layout promises.',
    level: 'must',
    needs: ['gateway', 'cluster', 'identity', 'model', 'changes'],
    catches: ['revocation-without-effect', 'revocation-cached-for-hours', 'token-memory-left-over'],
    dependsOn: ['auth.token-issued', 'auth.malformed-token'],
    remedy:
      'oc get authpolicy -A -o yaml: expect cache.ttl of the authentication as released (600 s), then oc rollout restart deployment authorino in its namespace; until then delete the user’s service account in the namespace of its tier',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, identities, models, layout, ownAccounts, clusterSource }) => {
    const account = await ownAccounts.create('revocation');
    const used = await account.mint(REVOKED_LIFETIME);
    const unused = [await account.mint(REVOKED_LIFETIME), await account.mint(REVOKED_LIFETIME)] as const;
    const other = await identities.lease({ tier: used.tier, requests: 2 });
    const model = await models.any(other);
    const served = await control(gateway, { ...ping(model), as: used });
    const memory = await tokenMemory(clusterSource, layout);
    const promised = layout.caches.authentication;

    const revoked = await account.revoke();
    const since = performance.now();
    const look = (as: typeof used) => gateway.request({ ...ping(model), as });
    const never = await lookUnused(unused, look, since);

    demand(revoked.status === layout.api.revoke?.success, `the revocation was answered ${revoked.status}`);
    const unusedName = `a revoked token that was never used, ${Math.round(never.afterMs)} ms after the revocation`;
    await demandDenied(models, model, [{ name: unusedName, answer: never.answer }], served);
    if (memory.seconds > promised && (await look(used)).status !== 401) {
      violated(
        `a revoked token is still accepted, and ${memory.from} keeps it for ${memory.seconds} s; promised are ${promised} s`,
      );
    }
    const last = await lookUsed(used, look, memory, since);
    const seconds = (last.afterMs / 1_000).toFixed(1);
    const usedName = `a revoked token ${seconds} s after the revocation, which ${memory.from} keeps for ${memory.seconds} s`;
    const forwarding = await demandDenied(models, model, [{ name: usedName, answer: last.answer }], served);
    await control(gateway, { ...ping(model), as: other });
    observe(
      `401 for a token never used ${Math.round(never.afterMs)} ms after the revocation, for a used one after ${seconds} s (${memory.from} keeps it for ${memory.seconds} s); another caller is still served; ${forwarding}`,
    );
  },
);
