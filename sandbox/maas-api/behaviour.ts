/** How the sandbox's maas-api can misbehave. Each field is one switch that a fault may turn. */
export interface MaasApiBehaviour {
  /** true: the server does not listen at all. */
  down: boolean;
}

export function healthyMaasApi(): MaasApiBehaviour {
  return { down: false };
}
