import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tools-ignored',
  breaks:
    'The model answers in words where it must call a tool: its server was started without a parser for its calls.',
  noticedBy: ['inference.tools'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.ignoresTools = true;
  },
};
