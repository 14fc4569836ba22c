import type { LabGatewayOptions } from './gateway/start.ts';

/** What can be wrong with the components themselves, whatever the cluster's objects say. */
interface ComponentFault {
  breaks: string;
  /** The checks that must notice. */
  noticedBy: string[];
  gateway: Pick<LabGatewayOptions, 'programmed' | 'authorizerDown' | 'limiterDown'>;
}

export const LAB_FAULTS = {
  'authentication-not-programmed': {
    breaks: 'the AuthPolicies say that they are enforced, and Envoy asks no authorizer',
    noticedBy: ['auth.anonymous-api-denied'],
    gateway: { programmed: { authentication: false } },
  },
  'inference-authentication-not-programmed': {
    breaks: 'the policy of the models says that it is enforced, and Envoy asks no authorizer on their routes',
    noticedBy: ['auth.anonymous-denied'],
    gateway: { programmed: { inferenceAuthentication: false } },
  },
  'limits-not-programmed': {
    breaks: 'the limits say that they are enforced, and Envoy asks no limiter',
    noticedBy: ['limits.requests-exact'],
    gateway: { programmed: { limits: false } },
  },
  'authorizer-down': {
    breaks: 'nothing listens where Envoy asks the authorizer',
    noticedBy: ['auth.token-issued'],
    gateway: { authorizerDown: true },
  },
  'limiter-down': {
    breaks: 'nothing listens where Envoy asks the limiter',
    noticedBy: ['limits.requests-exact'],
    gateway: { limiterDown: true },
  },
} as const satisfies Record<string, ComponentFault>;

export type LabFault = keyof typeof LAB_FAULTS;

export const isLabFault = (name: string): name is LabFault => Object.hasOwn(LAB_FAULTS, name);

/** What the gateway is started with for some faults. */
export function programmedWith(faults: LabFault[]): ComponentFault['gateway'] {
  const all: ComponentFault['gateway'][] = faults.map((name) => LAB_FAULTS[name].gateway);
  return Object.assign({}, ...all, { programmed: Object.assign({}, ...all.map(({ programmed }) => programmed)) });
}
