import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'http-serves-inference',
  breaks:
    'The load balancer leads port 80 to a listener without TLS, which the routes of the models are attached to: prompts and tokens travel in clear (FM-10).',
  noticedBy: ['auth.plaintext-refused'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.gateway.plainInference = true;
  },
};
