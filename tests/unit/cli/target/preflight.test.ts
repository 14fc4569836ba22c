import { expect, test } from 'vitest';
import { demandCluster } from '../../../../cli/target/preflight.ts';
import { resolveConfig } from '../../../../platform/config.ts';

const config = (flags: Record<string, unknown> = {}) => resolveConfig({ flags, environment: {} });
const pod = () => ({ cluster: 'its own' });
const nowhere = () => undefined;

test('a gateway without a cluster is nothing to collect from; in a pod of the cluster it is no hindrance', () => {
  const gateway = config({ gatewayUrl: 'https://maas.example.com' });

  expect(() => demandCluster(gateway, 'to collect from', nowhere)).toThrow(
    'there is no cluster to collect from: give --kubeconfig',
  );
  expect(() => demandCluster(gateway, 'to collect from', pod)).not.toThrow();
  expect(() => demandCluster(config(), 'to sweep', nowhere)).toThrow('there is no cluster to sweep: give --kubeconfig');
});

test('a context without a kubeconfig is a mistake, also in a pod', () => {
  expect(() => demandCluster(config({ context: 'prod' }), 'to sweep', pod)).toThrow(
    'context "prod" is given, but no kubeconfig',
  );
});
