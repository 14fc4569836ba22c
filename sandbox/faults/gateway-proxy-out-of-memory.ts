import { places } from '../edits/places.ts';
import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-proxy-out-of-memory',
  breaks: 'The gateway’s proxy is killed for memory, again and again: its filters hold whole requests.',
  noticedBy: ['maas.gateway-workload-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    containerWaits(world.objects, places(world).gatewayWorkload, 'istio-proxy', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=istio-proxy',
      lastExit: { reason: 'OOMKilled', exitCode: 137 },
      restartCount: 9,
    });
  },
};
