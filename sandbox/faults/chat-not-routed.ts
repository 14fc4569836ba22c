import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'chat-not-routed',
  breaks: 'The gateway has no route for chat completions at the URL that is documented: 404 (FM-42).',
  noticedBy: ['models.route-shape'],
  alsoTouches: ['models.*', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply({ behaviour, installation }) {
    const chat =
      installation === 'guide'
        ? ['/v1/chat']
        : ['facebook-opt-125m-simulated', 'premium-simulated-simulated-premium'].map((name) => `/llm/${name}/v1/chat`);
    behaviour.gateway.unrouted.push(...chat);
  },
};
