import { declareGpuModel } from '../edits/gpu-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gpu-device-plugin-gone',
  breaks: 'The node on which a GPU model runs offers no GPU any more: its device plugin ended after a driver update.',
  noticedBy: ['models.gpu-scheduled', 'prereq.gpu-nodes'],
  alsoTouches: ['models.*', 'maas.*', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    declareGpuModel(world, { runsOn: 'worker-1.sandbox.example' });
  },
};
