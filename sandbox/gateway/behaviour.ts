/** How the sandbox's gateway can misbehave. Each field is one switch that a fault may turn. */
export interface GatewayBehaviour {
  /** true: the server does not listen at all. */
  down: boolean;
}

export function healthyGateway(): GatewayBehaviour {
  return { down: false };
}
