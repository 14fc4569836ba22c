/** How the sandbox's Kubernetes API can misbehave. Each field is one switch that a fault may turn; all are read live. */
export interface KubeBehaviour {
  /** true: the server does not listen at all; its URL names a closed port. */
  down: boolean;
  /** Names of the checks that `/readyz` reports as failed (e.g. `etcd`); it answers 500 when there is one. */
  unready: string[];
  /** Milliseconds that every answer is late. */
  slowMs: number;
  /** true: every answer is an HTML page with status 200, as a captive portal or a wrong port gives it. */
  garbage: boolean;
  /** true: requests are accepted and never answered. */
  hang: boolean;
  /** true: every credential is refused with 401. */
  unauthorized: boolean;
  /** Status that every request of a resource gets (503: an overloaded API server); absent: none. */
  failWith?: 429 | 500 | 503 | 504;
  /** A webhook that refuses the creation of a kind, also in a dry run; with `having`, only of objects whose text has it. */
  rejectDryRun?: { kind: string; message: string; having?: string };
  /** A webhook that cannot be reached, for the creation of a kind: its calls fail with 500. */
  webhookDown?: { kind: string; service: string };
  /** Registries that cannot be looked into, by host; `refuses`: they answer, and not to the cluster's credentials. */
  registries: Record<string, { refuses: boolean; message: string }>;
  /** Why no volume can be made, as the provisioner says it; absent: it makes them. */
  provisioning?: { message: string };
  /** How a pod's connection to a Service ends; absent: it is made. */
  podNetwork?: { exitCode: number; message: string };
  /** Milliseconds after which a continue token of a paged list is too old (410 Gone). */
  continueLifetimeMs: number;
}

const CONTINUE_LIFETIME_MS = 300_000;

export function healthyKube(): KubeBehaviour {
  return {
    down: false,
    unready: [],
    slowMs: 0,
    garbage: false,
    hang: false,
    unauthorized: false,
    registries: {},
    continueLifetimeMs: CONTINUE_LIFETIME_MS,
  };
}
