/** How the sandbox's limiter can misbehave. Each field is one switch that a fault may turn. */
export interface LimiterBehaviour {
  /** true: the server does not listen at all. */
  down: boolean;
}

export function healthyLimiter(): LimiterBehaviour {
  return { down: false };
}
