import { declareGpuModel } from '../edits/gpu-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gpu-model-without-node',
  breaks: 'The guide’s Qwen3 was deployed on a cluster whose nodes have no GPU: its pod waits for ever (FM-48).',
  noticedBy: ['models.gpu-scheduled', 'prereq.gpu-nodes'],
  alsoTouches: ['models.*', 'maas.*', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    declareGpuModel(world, {
      waitsFor:
        '0/6 nodes are available: 3 node(s) didn’t match Pod’s node affinity/selector, 3 node(s) had untolerated taint.',
    });
  },
};
