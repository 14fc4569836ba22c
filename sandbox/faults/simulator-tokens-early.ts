import { setSimulatorArguments } from '../edits/simulator-arguments.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'simulator-tokens-early',
  breaks:
    'Simulators send their tokens faster than the latency between tokens that their arguments name: their pods run with arguments of before.',
  noticedBy: ['inference.simulator-latency'],
  apply(world) {
    setSimulatorArguments(world, { 'inter-token-latency': '400' });
    world.behaviour.model.ignoresLatency = 'between-tokens';
  },
};
