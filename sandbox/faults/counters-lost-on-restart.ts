import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'counters-lost-on-restart',
  breaks:
    'Limitador keeps its counters on a disk that goes with its pod (an emptyDir): after a restart everybody has a whole quota anew (FM-61).',
  noticedBy: ['limits.survive-restart'],
  apply(world) {
    const { objects, behaviour } = world;
    objects.edit({ kind: 'Deployment', ...places(world).limitador }, ({ spec }) => {
      for (const container of spec.template.spec.containers) {
        container.command = container.command.map((word: string) => (word === 'memory' ? 'disk' : word));
      }
    });
    behaviour.limiter.losesCountersOnRestart = true;
  },
};
