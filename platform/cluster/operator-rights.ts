import type { Permission } from './cluster.ts';
import type { Operator } from './operators.ts';

const GROUP = 'operators.coreos.com';
/** It comes with OpenShift, and has its OperatorGroup already. */
const GLOBAL_NAMESPACE = 'openshift-operators';

const create = (resource: string, namespace?: string): Permission => ({
  verb: 'create',
  group: GROUP,
  resource,
  namespace,
});

/** In all namespaces: who has these needs no other. */
export const INSTALL_ANYWHERE: readonly Permission[] = [create('subscriptions'), create('operatorgroups')];

/** What subscribing to each product of an operator takes, in the namespace that the installation subscribes in. */
export const installRights = ({ products }: Operator): Permission[][] =>
  products.map(({ installNamespace }) => [
    create('subscriptions', installNamespace),
    ...(installNamespace === GLOBAL_NAMESPACE ? [] : [create('operatorgroups', installNamespace)]),
  ]);
