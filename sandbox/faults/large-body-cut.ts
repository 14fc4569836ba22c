import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'large-body-cut',
  breaks: 'Prompts are cut to the context in silence (vLLM’s truncate_prompt_tokens): an answer to what nobody asked.',
  noticedBy: ['inference.large-body'],
  // The release’s simulators take no body that large.
  installations: ['guide'],
  apply({ behaviour }) {
    // A gateway that bounds bodies would hide it.
    behaviour.gateway.largeBodies = 'forwarded';
    behaviour.model.beyondContext = 'cut';
  },
};
