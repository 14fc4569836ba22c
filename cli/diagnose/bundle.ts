import { Refusal } from '../../diagnostics/archive/refusal.ts';
import { AT_ONCE } from '../../diagnostics/collect/collect.ts';
import { writeBundle } from '../../diagnostics/diagnosis.ts';
import type { Manifest } from '../../diagnostics/manifest/manifest.ts';
import { redactor } from '../../diagnostics/redaction/redactor.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import { openCluster } from '../../platform/cluster/open.ts';
import { canI } from '../../platform/cluster/permission-text.ts';
import { openRawCluster } from '../../platform/cluster/raw/open.ts';
import type { Discovered, RawCluster } from '../../platform/cluster/raw/raw-cluster.ts';
import { Unreachable } from '../../platform/cluster/unreachable.ts';
import type { Config } from '../../platform/config.ts';
import { durationSeconds } from '../../platform/duration.ts';
import type { Session } from '../../platform/session.ts';
import type { Survey } from '../target/survey.ts';
import { harnessVersion } from '../version.ts';
import { type Concluding, concludeOn, type Told } from './conclusion.ts';
import { domainsOf } from './hosts.ts';
import type { Judging } from './judging.ts';
import type { DiagnoseRequest } from './request.ts';
import { surroundingsOf } from './surroundings.ts';

/** A target that has been looked at, and how to collect of it. */
export interface BundleRun {
  request: Pick<DiagnoseRequest, 'scope' | 'verdict' | 'since' | 'maxBytes' | 'timeoutMs' | 'maskHosts' | 'file'>;
  config: Config;
  target: Session['target'];
  /** Its API server, which stays open. */
  raw: RawCluster;
  /** What it serves, where that is known already. */
  discovered?: Discovered;
  survey: Pick<Survey, 'cluster' | 'layout'>;
  /** What judges the bundle before it is packed, where no run has judged its target. */
  judging?: Judging;
  privateFolder: string;
  signal: AbortSignal;
  onProgress(text: string): void;
}

/** A bundle that was written. */
export interface WrittenBundle {
  manifest: Manifest;
  conclusion: Told;
}

/** Throws Refusal where the cluster cannot be asked at all. */
export async function openRaw({ kubeconfig, context }: Session['target']): Promise<RawCluster> {
  try {
    return await openRawCluster({ kubeconfig, context }, AT_ONCE);
  } catch (error) {
    if (error instanceof Unreachable) throw new Refusal(`nothing was collected: ${error.message}`);
    throw error;
  }
}

/** What the cluster serves. Throws Refusal. */
export async function discover(raw: RawCluster, signal: AbortSignal): Promise<Discovered> {
  const answer = await raw.discover(signal);
  if (answer.kind === 'found') return answer.value;
  const why =
    answer.kind === 'forbidden'
      ? `not even its types may be read; missing permission: ${canI(answer.permission)}`
      : answer.kind === 'unreachable'
        ? answer.reason
        : `${raw.where} does not tell which types it serves`;
  throw new Refusal(`nothing was collected: ${why}`);
}

/** Without a release nobody knows what to judge by. */
function judgeOf({ judging, survey: { layout } }: BundleRun): Concluding['judge'] {
  return judging === undefined || layout === undefined ? undefined : (folder) => judging.judge(folder, layout);
}

const unconcluded = (error: unknown): string =>
  `Likely causes could not be looked for, please report it: ${error instanceof Error ? error.message : String(error)}`;

/** Collects of a target into one archive. Throws Refusal where none could be written. */
export async function bundle(run: BundleRun, startedAt: Date): Promise<WrittenBundle> {
  const { request, config, target, raw, survey, privateFolder, signal, onProgress } = run;
  const known = LAYOUTS.get(survey.layout?.name ?? '');
  const layouts = known === undefined ? [...LAYOUTS.values()].filter(({ plain }) => plain !== true) : [known];
  const [layout] = layouts;
  if (layout === undefined) throw new Error('there is no layout');
  const cluster = survey.cluster ?? openCluster({ target, privateFolder, connection: async () => raw.connection });
  const surroundings = surroundingsOf({ target, layout, cluster, privateFolder });
  let conclusion: WrittenBundle['conclusion'] | undefined;
  const freed = redactor(
    request.maskHosts ? { maskHostsOf: domainsOf([raw.where, config.gatewayUrl, config.prometheusUrl]) } : {},
  );
  try {
    const manifest = await writeBundle({
      raw,
      discovered: run.discovered ?? (await discover(raw, signal)),
      layouts,
      scope: request.scope(layout.name),
      redactor: freed,
      bounds: {
        bytes: request.maxBytes,
        ...(request.since !== undefined && { sinceSeconds: Math.ceil(durationSeconds(request.since)) }),
      },
      ...(request.since !== undefined && { since: request.since }),
      timeoutMs: request.timeoutMs,
      interrupted: signal,
      beside: surroundings.beside,
      conclude: async (folder, manifest) => {
        const what = {
          folder,
          manifest,
          layout,
          privateFolder,
          verdict: request.verdict,
          redactor: freed,
          judge: judgeOf(run),
        };
        // A mistake in looking for causes must not lose what was collected.
        conclusion = await concludeOn(what).catch((error: unknown) => ({
          files: {},
          causes: [unconcluded(error)],
          judged: [],
        }));
        return conclusion;
      },
      onProgress,
      privateFolder,
      file: request.file,
      harnessVersion: harnessVersion(),
      startedAt,
      ...(request.verdict !== undefined && { verdict: request.verdict }),
    });
    return { manifest, conclusion: conclusion ?? { files: {}, causes: [], judged: [] } };
  } finally {
    await surroundings.close();
  }
}
