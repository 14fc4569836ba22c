/** How the sandbox's prometheus can misbehave. Each field is one switch that a fault may turn. */
export interface PrometheusBehaviour {
  /** true: the server does not listen at all. */
  down: boolean;
}

export function healthyPrometheus(): PrometheusBehaviour {
  return { down: false };
}
