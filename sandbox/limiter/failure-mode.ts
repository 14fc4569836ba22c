import type { World } from '../world.ts';

const VARIABLE = 'RATELIMIT_CHECK_SERVICE_FAILURE_MODE';

/** What Kuadrant's operator has told the gateway to do without an answer of Limitador; it lets pass where nobody says (FM-60). */
export function failureMode({ objects }: World): 'open' | 'closed' {
  const operator = objects
    .all('Deployment')
    .find(({ metadata }) => metadata.name === 'kuadrant-operator-controller-manager');
  const containers: { env?: { name: string; value?: string }[] }[] =
    operator?.['spec']?.template?.spec?.containers ?? [];
  const told = containers.flatMap(({ env = [] }) => env).find(({ name }) => name === VARIABLE)?.value;
  return told === 'deny' ? 'closed' : 'open';
}
