import type { Layout } from '../../layouts/layout.ts';
import { Gateway, GatewayClass } from '../cluster/kinds/gateway-api.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { type OperatorEnvironment, operatorEnvironment } from './operator.ts';

/** The variable that names the controllers whose gateways Kuadrant attaches its policies to. */
export const CONTROLLERS = 'ISTIO_GATEWAY_CONTROLLER_NAMES';
/** What Kuadrant takes where it is not set. */
const UNSET = 'istio.io/gateway-controller';
/** The controller of OpenShift's own GatewayClass, which may not exist yet. */
const INGRESS_OPERATOR = 'openshift.io/gateway-controller/v1';

type Reader = Pick<ClusterReader, 'find' | 'findIn' | 'listIfKnown'>;

/** The controller of the gateway's class, where gateway and class exist. */
export async function gatewayController(
  cluster: Pick<ClusterReader, 'find'>,
  { namespaces, gateway }: Layout,
): Promise<string | undefined> {
  const object = await cluster.find(Gateway, gateway.name, namespaces.gateway);
  const className = object?.spec.gatewayClassName ?? gateway.className;
  if (className === undefined) return undefined;
  const controller: unknown = (await cluster.find(GatewayClass, className))?.spec?.['controllerName'];
  return typeof controller === 'string' ? controller : undefined;
}

/** The controllers that Kuadrant's operator knows. */
export const knownControllers = (operator: OperatorEnvironment): string[] =>
  (operator.value(CONTROLLERS) ?? UNSET)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Which gateways' controller Kuadrant's operator must know, and which it knows; undefined where it is not installed. */
export async function controllersReport(
  cluster: Reader,
  layout: Layout,
): Promise<{ operator: OperatorEnvironment; wanted: string; known: string[]; isSet: boolean } | undefined> {
  const operator = await operatorEnvironment(cluster, layout);
  if (operator === undefined) return undefined;
  const wanted = (await gatewayController(cluster, layout)) ?? INGRESS_OPERATOR;
  return {
    operator,
    wanted,
    known: knownControllers(operator),
    isSet: operator.value(CONTROLLERS) !== undefined,
  };
}
