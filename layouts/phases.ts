/** The phases of a verification, in the order in which they run: the guide's six, between prerequisites and behaviour. */
export interface Phase {
  /** Folder under `suites/`; its number is the order. */
  folder: string;
  /** The name on the command line (`--phase`). */
  name: string;
  /** First part of the ids of its checks. */
  prefix: string;
  title: string;
}

export const PHASES = [
  { folder: '01-prerequisites', name: 'prerequisites', prefix: 'prereq', title: 'Prerequisites' },
  { folder: '02-operators', name: 'operators', prefix: 'operators', title: 'Operators (guide phase 1)' },
  { folder: '03-service-mesh', name: 'service-mesh', prefix: 'mesh', title: 'Service mesh (guide phase 2)' },
  { folder: '04-knative', name: 'knative', prefix: 'knative', title: 'Knative Serving (guide phase 3)' },
  { folder: '05-kserve', name: 'kserve', prefix: 'kserve', title: 'KServe (guide phase 4)' },
  { folder: '06-maas', name: 'maas', prefix: 'maas', title: 'MaaS platform (guide phase 5)' },
  { folder: '07-models', name: 'models', prefix: 'models', title: 'Sample models (guide phase 6)' },
  { folder: '10-authentication', name: 'authentication', prefix: 'auth', title: 'Gateway authentication' },
  { folder: '11-limits', name: 'limits', prefix: 'limits', title: 'Tier limits' },
  { folder: '12-inference', name: 'inference', prefix: 'inference', title: 'Model inference' },
  { folder: '13-observability', name: 'observability', prefix: 'metrics', title: 'Observability' },
] as const satisfies readonly Phase[];

export type PhaseName = (typeof PHASES)[number]['name'];
