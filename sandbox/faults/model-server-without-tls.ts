import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-server-without-tls',
  breaks:
    'A model’s server speaks plain HTTP behind a Service that is declared https: the gateway gets no answer, 503 (FM-45).',
  noticedBy: ['models.backend-protocol'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    const { modelWorkload } = places(world);
    for (const { metadata } of world.objects.all('Pod', 'llm')) {
      if (!metadata.name.startsWith(`${modelWorkload.name}-`)) continue;
      world.objects.edit({ kind: 'Pod', ...metadata }, ({ spec }) => {
        const [server] = spec.containers;
        server.args = server.args.filter((argument: string) => !/ssl|tls\.(crt|key)/.test(argument));
      });
    }
    if (world.installation !== 'guide') return;
    world.objects.edit(
      { kind: 'Service', namespace: 'llm', name: 'facebook-opt-125m-simulated-predictor-00001' },
      ({ spec }) => {
        spec.ports[0].appProtocol = 'https';
      },
    );
  },
};
