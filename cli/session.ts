import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import type { Session } from '../platform/session.ts';
import type { RunRequest } from './run-request.ts';
import type { Survey } from './target/survey.ts';

export function targetKind({ sandbox, config }: Pick<RunRequest, 'sandbox' | 'config'>): Session['target']['kind'] {
  if (sandbox !== undefined) return 'sandbox';
  return config.bundle === undefined ? 'live' : 'bundle';
}

/** Where the installation is, from the resolved configuration. */
export function targetOf(request: Pick<RunRequest, 'sandbox' | 'config'>, config: Config): Session['target'] {
  return {
    kind: targetKind(request),
    kubeconfig: config.kubeconfig,
    context: config.context,
    bundle: config.bundle,
    gatewayUrl: config.gatewayUrl,
    prometheusUrl: config.prometheusUrl,
    grafanaUrl: config.grafanaUrl,
    grafanaTokenFile: config.grafanaTokenFile,
    caFile: config.ca,
    insecureSkipTlsVerify: config.insecureSkipTlsVerify,
    identitiesFile: config.identities,
    toolPath: config.toolPath,
  };
}

export interface SessionFacts {
  request: RunRequest;
  config: Config;
  runId: string;
  survey: Survey;
  /** The private folder. */
  folder: string;
}

/** What every worker of the run must know. */
export function sessionOf({ request, config, runId, survey, folder }: SessionFacts): Session {
  return {
    runId,
    privateFolder: folder,
    apiSocket: survey.apiSocket,
    target: targetOf(request, config),
    screenshots: join(config.out, 'screenshots'),
    layout: { name: survey.layout?.name ?? 'unknown', evidence: survey.layout?.evidence ?? [] },
    checks: request.selected.map((check) => check.id),
    models: config.models,
    allowChanges: config.allowChanges,
    allowDisruption: config.allowDisruption,
    requestBudget: config.requestBudget,
    tokenBudget: config.tokenBudget,
  };
}
