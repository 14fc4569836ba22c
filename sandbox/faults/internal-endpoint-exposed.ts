import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'internal-endpoint-exposed',
  breaks:
    'The route of the API leads to the internal endpoints of later releases as well, which ask nobody who he is (FM-72).',
  noticedBy: ['auth.internal-endpoints'],
  apply({ behaviour }) {
    behaviour.maasApi.internalEndpoints = true;
  },
};
