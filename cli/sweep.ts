import type { Command } from 'commander';
import { liveCluster } from '../platform/cluster/live.ts';
import { resolveConfig } from '../platform/config.ts';
import { redact } from '../platform/redact.ts';
import { sweep } from '../platform/sweep.ts';
import { sweepKilled } from './sweep-killed.ts';
import { demandCluster, unreachableReason } from './target/preflight.ts';

const INCOMPLETE = 3;

const EXAMPLES = `
Examples:
  maas-verify sweep                    delete what ended runs have left behind
  maas-verify sweep --all              also what a run that is still going on has created

Only objects with the label app.kubernetes.io/managed-by=maas-verify are touched, and the accounts that MaaS made for those.
A Deployment that a killed run with --allow-disruption had stopped (label maas-verify/stopped) gets its replicas back.
Of a run that was killed on this machine, it also revokes the MaaS tokens; elsewhere, those of given callers end by
themselves, an hour after they were minted at the latest where no check asked for more. Exit code 3: not all could be swept.`;

interface Flags {
  kubeconfig?: string;
  context?: string;
  all?: true;
}

/** Declares `maas-verify sweep`. */
export function sweepCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('sweep')
    .summary('delete what runs have left behind')
    .description('Deletes objects that runs with --allow-changes have created and whose time is over.')
    .option('--kubeconfig <file>', 'kubeconfig of the cluster ($KUBECONFIG or ~/.kube/config when absent)')
    .option('--context <name>', 'context of the kubeconfig (its current one when absent)')
    .option('--all', 'also objects whose time is not over')
    .addHelpText('after', EXAMPLES)
    .action(async ({ all, ...flags }: Flags) => done(await sweepCluster(flags, all === true)));
}

async function sweepCluster(flags: Record<string, unknown>, all: boolean): Promise<number> {
  const config = resolveConfig({ flags, environment: process.env });
  demandCluster(config, 'to sweep');
  const cluster = liveCluster({ kubeconfig: config.kubeconfig, context: config.context });
  try {
    const reason = await unreachableReason(cluster);
    if (reason !== undefined) {
      process.stderr.write(redact(`maas-verify: the cluster cannot be swept: ${reason}\n`));
      return INCOMPLETE;
    }
    const killed = await sweepKilled(cluster);
    const { deleted, started, kept, failed: stuck } = await sweep(cluster, { all });
    const failed = [...killed.failed, ...stuck];
    const lines = [
      ...killed.ended.map((run) => `ended ${run}, which was killed: its tokens are revoked, its objects deleted`),
      ...killed.elsewhere.map((run) => `kept what ${run} left: it verified another cluster`),
      ...deleted.map((place) => `deleted ${place}`),
      ...started.map((place) => `started ${place}, which a run had stopped`),
      ...kept.map((place) => `kept ${place}: its time is not over (--all sweeps it too)`),
      ...failed.map((why) => `could not be swept: ${why}`),
      `${deleted.length} deleted, ${kept.length} kept, ${failed.length} not swept`,
    ];
    process.stdout.write(redact(`${lines.join('\n')}\n`));
    return failed.length > 0 ? INCOMPLETE : 0;
  } finally {
    await cluster.close();
  }
}
