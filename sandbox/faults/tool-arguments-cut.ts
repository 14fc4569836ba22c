import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tool-arguments-cut',
  breaks: 'The arguments of tool calls are cut off.',
  noticedBy: ['inference.tools'],
  apply({ behaviour }) {
    behaviour.model.badToolArguments = true;
  },
};
