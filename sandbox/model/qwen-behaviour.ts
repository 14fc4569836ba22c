/** How the sandbox's Qwen can misbehave. Each field is one switch that a fault may turn. */
export interface QwenBehaviour {
  /** true: it is given texts without the marks of a chat, and goes on with them as a base model does. */
  wrongTemplate: boolean;
  /** true: its thoughts stand before the answer without anything that marks them. */
  thoughtsUnmarked: boolean;
  /** true: it thinks, whatever the request says of it. */
  alwaysThinks: boolean;
  /** true: its server tells thoughts apart itself, in a field of their own (vLLM's --reasoning-parser). */
  parsesThoughts: boolean;
  /**
   * What is wrong with its thoughts in a stream alone: they stand unmarked in the answer, come after it, cannot be switched
   * off, or are not counted by its usage.
   */
  streamedThoughts: 'right' | 'unmarked' | 'last' | 'always' | 'not-counted';
  /** true: it answers from the processor, although its pod has a GPU. */
  onProcessor: boolean;
  /** true: where it has a choice of words it draws lots, at temperature 0 too; what it knows it words as ever. */
  drawsLots: boolean;
}

export function healthyQwen(): QwenBehaviour {
  return {
    wrongTemplate: false,
    thoughtsUnmarked: false,
    alwaysThinks: false,
    parsesThoughts: false,
    streamedThoughts: 'right',
    onProcessor: false,
    drawsLots: false,
  };
}
