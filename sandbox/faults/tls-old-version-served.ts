import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tls-old-version-served',
  breaks: 'The gateway speaks TLS 1.0 and 1.1 as well: its lowest version was set for an old client.',
  noticedBy: ['auth.tls-versions'],
  apply({ behaviour }) {
    behaviour.gateway.oldTlsVersions = true;
  },
};
