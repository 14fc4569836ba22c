import { setSimulatorArguments } from '../edits/simulator-arguments.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'simulator-first-token-early',
  breaks:
    'Simulators answer at once although their arguments name a time to the first token: their pods run with arguments of before.',
  noticedBy: ['inference.simulator-latency'],
  apply(world) {
    setSimulatorArguments(world, { 'time-to-first-token': '2000' });
    world.behaviour.model.ignoresLatency = 'first-token';
  },
};
