import { declareGpuModel, offerGpu } from '../edits/gpu-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gpu-node-without-label',
  breaks:
    'A node offers a GPU, but Node Feature Discovery never labelled it: Qwen3’s selector matches nothing (FM-48).',
  noticedBy: ['models.gpu-scheduled', 'prereq.gpu-nodes'],
  alsoTouches: ['models.*', 'maas.*', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    offerGpu(world, 'worker-1.sandbox.example', { labelled: false });
    declareGpuModel(world, {
      waitsFor:
        '0/6 nodes are available: 3 node(s) didn’t match Pod’s node affinity/selector, 3 node(s) had untolerated taint.',
    });
  },
};
