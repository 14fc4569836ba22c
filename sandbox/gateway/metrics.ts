import { Counter, Registry } from 'prom-client';
import type { World } from '../world.ts';

export interface GatewayMetrics {
  /** One answer that the gateway's Envoy gave; refusals of the limiter are not among them (FM-70). */
  answered(status: number, destination: string): void;
  /** One decision of Authorino. */
  decided(outcome: 'OK' | 'UNAUTHENTICATED' | 'PERMISSION_DENIED'): void;
}

/** Registers the jobs of the gateway (`maas-default-gateway` in the guide, `istio-gateway` in maas-0.0.2) and `authorino`. */
export function gatewayMetrics(world: World): GatewayMetrics {
  const guide = world.installation === 'guide';
  const gateway = new Registry();
  world.registries.set(guide ? 'maas-default-gateway' : 'istio-gateway', gateway);
  const requests = new Counter({
    name: 'istio_requests_total',
    help: 'Requests that the gateway answered',
    labelNames: ['reporter', 'response_code', 'destination_service_name', 'source_workload'],
    registers: [gateway],
  });
  const authorino = new Registry();
  world.registries.set('authorino', authorino);
  const counter = (name: string, labelNames: string[]): Counter =>
    new Counter({ name, help: name.replaceAll('_', ' '), labelNames, registers: [authorino] });
  const authConfigs = counter('auth_server_authconfig_total', ['namespace', 'authconfig']);
  const responses = counter('auth_server_response_status', ['status']);
  const config = { namespace: guide ? 'authorino' : 'kuadrant-system', authconfig: 'maas-default-gateway' };
  return {
    answered: (status, destination) =>
      requests.inc({
        reporter: 'source',
        response_code: String(status),
        destination_service_name: destination,
        source_workload: guide ? 'maas-default-gateway' : 'maas-default-gateway-openshift-default',
      }),
    decided(outcome) {
      authConfigs.inc(config);
      responses.inc({ status: outcome });
    },
  };
}
