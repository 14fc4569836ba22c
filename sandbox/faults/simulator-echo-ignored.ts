import { setSimulatorArguments } from '../edits/simulator-arguments.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'simulator-echo-ignored',
  breaks:
    'Simulators were switched to mode echo, and answer at random all the same: what starts them drops the argument.',
  noticedBy: ['inference.simulator-echo'],
  // In mode echo it is not judged.
  alsoTouches: ['inference.simulator-random'],
  apply(world) {
    setSimulatorArguments(world, { mode: 'echo' });
    world.behaviour.model.otherMode = true;
  },
};
