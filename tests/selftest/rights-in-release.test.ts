import { tryRights } from './rights/try-rights.ts';

tryRights('maas-0.0.2', [
  'view',
  'view of two namespaces',
  'reader',
  'reader without logs',
  'reader without rate limit policies',
  'reader without gateways',
]);
