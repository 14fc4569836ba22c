import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-hangs-on-inference',
  breaks: 'The gateway never answers an inference request (wasm-shim #425).',
  noticedBy: ['inference.deadline'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.hangsOnInference = true;
  },
};
