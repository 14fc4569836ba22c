/** How the sandbox's kube can misbehave. Each field is one switch that a fault may turn. */
export interface KubeBehaviour {
  /** true: the server does not listen at all. */
  down: boolean;
}

export function healthyKube(): KubeBehaviour {
  return { down: false };
}
