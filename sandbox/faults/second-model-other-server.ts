import { inSecondModel } from '../edits/second-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'second-model-other-server',
  breaks:
    'Of several models one is served by a server of its own, which keeps little of OpenAI’s API: no bound, no error objects, a parser that crashes, answers of its neighbours.',
  noticedBy: [
    'inference.max-tokens',
    'inference.bad-json',
    'inference.error-shape',

    'inference.parallel',
  ],
  alsoTouches: ['inference.*', 'limits.*', 'metrics.*', 'auth.*'],
  apply(world) {
    inSecondModel(world, {
      ignoresMaxTokens: true,
      badJsonStatus: 500,
      errorShape: 'text',
      mixesUpAnswers: true,
    });
  },
};
