/** How the sandbox's model can misbehave. Each field is one switch that a fault may turn. */
export interface ModelBehaviour {
  /** true: the server does not listen at all. */
  down: boolean;
}

export function healthyModel(): ModelBehaviour {
  return { down: false };
}
