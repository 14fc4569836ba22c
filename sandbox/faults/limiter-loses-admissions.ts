import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-loses-admissions',
  breaks: 'Requests at the same time are refused although there is room.',
  noticedBy: ['limits.concurrent-burst'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.losesAdmissionsInBurst = true;
  },
};
