import type { GatewayBehaviour } from './gateway/behaviour.ts';
import { healthyGateway } from './gateway/behaviour.ts';
import type { GrafanaBehaviour } from './grafana/behaviour.ts';
import { healthyGrafana } from './grafana/behaviour.ts';
import type { KubeBehaviour } from './kube/behaviour.ts';
import { healthyKube } from './kube/behaviour.ts';
import type { LimiterBehaviour } from './limiter/behaviour.ts';
import { healthyLimiter } from './limiter/behaviour.ts';
import type { MaasApiBehaviour } from './maas-api/behaviour.ts';
import { healthyMaasApi } from './maas-api/behaviour.ts';
import type { ModelBehaviour } from './model/behaviour.ts';
import { healthyModel } from './model/behaviour.ts';
import type { QwenBehaviour } from './model/qwen-behaviour.ts';
import { healthyQwen } from './model/qwen-behaviour.ts';
import type { PrometheusBehaviour } from './prometheus/behaviour.ts';
import { healthyPrometheus } from './prometheus/behaviour.ts';

/** The switches of the sandbox's servers, one section a server. Healthy by default; a fault turns one or a few. */
export interface Behaviour {
  kube: KubeBehaviour;
  gateway: GatewayBehaviour;
  maasApi: MaasApiBehaviour;
  limiter: LimiterBehaviour;
  model: ModelBehaviour;
  /** The resource whose server alone behaves as `model` says, the others are healthy; undefined: all of them do. */
  onlyModel?: string;
  /** The GPU model, where one is deployed. */
  qwen: QwenBehaviour;
  prometheus: PrometheusBehaviour;
  grafana: GrafanaBehaviour;
}

export function healthy(): Behaviour {
  return {
    kube: healthyKube(),
    gateway: healthyGateway(),
    maasApi: healthyMaasApi(),
    limiter: healthyLimiter(),
    model: healthyModel(),
    qwen: healthyQwen(),
    prometheus: healthyPrometheus(),
    grafana: healthyGrafana(),
  };
}
