import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { SANDBOX_NAMES } from '../sandbox/flavours.ts';
import type { ReadyFile } from '../sandbox/sandbox.ts';
import { STAGES } from '../sandbox/stages.ts';
import { writeAtomically } from './files.ts';
import { interruption } from './interruption.ts';
import { privateFolder } from './private-folder.ts';
import { demandFaults, installationNamed, stageNamed, startSandbox } from './sandbox-target.ts';

const EXAMPLES = `
Examples:
  maas-verify sandbox --ready-file sandbox.json &
  maas-verify sandbox --installation maas-0.0.2 --fault auth-off --real-windows

The ready file (0600) is JSON: {kubeconfig, gatewayUrl, caFile, prometheusUrl, toolPath, identities}, and in the guide’s
{grafanaUrl, grafanaTokenFile} too; it is an --identities file as well.`;

interface Flags {
  installation: string;
  realWindows?: true;
  fault?: string[];
  installedUpTo?: string;
  port?: number;
  readyFile?: string;
}

/** Four consecutive ports are used, so the first one must leave room for three more. */
const MAX_FIRST_PORT = 65_532;

function firstPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= MAX_FIRST_PORT) return port;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${MAX_FIRST_PORT}.`);
}

/** Declares `maas-verify sandbox`. */
export function sandboxCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('sandbox')
    .summary('run the embedded installation')
    .description('Runs a complete MaaS installation on loopback until a signal: for kubectl, curl and SDKs.')
    .addOption(new Option('--installation <name>', 'which one').default('guide').choices(SANDBOX_NAMES))
    .option('--real-windows', 'limiter windows, caches and lifetimes as the release has them (short ones otherwise)')
    .option('--fault <name...>', 'make it wrong in a named way')
    .addOption(new Option('--installed-up-to <phase>', 'an installation that has come so far').choices(STAGES))
    .option('--port <number>', 'first of four consecutive ports (free ones otherwise)', firstPort)
    .option('--ready-file <file>', 'written when all answers: where everything is')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: Flags) => {
      demandFaults(flags.fault ?? []);
      const folder = privateFolder();
      const stop = interruption();
      try {
        const sandbox = await startSandbox({
          installation: installationNamed(flags.installation),
          realWindows: flags.realWindows === true,
          faults: flags.fault ?? [],
          stage: flags.installedUpTo === undefined ? undefined : stageNamed(flags.installedUpTo),
          port: flags.port,
          folder: join(folder.path, 'sandbox'),
        });
        if (flags.readyFile !== undefined) writeAtomically(flags.readyFile, readyText(sandbox.ready), 0o600);
        process.stdout.write(howTo(sandbox.ready, flags));
        await aborted(stop.signal);
        await sandbox.close();
      } finally {
        folder.remove();
        stop.dispose();
      }
      done(0);
    });
}

const readyText = (ready: ReadyFile): string => `${JSON.stringify(ready, undefined, 2)}\n`;

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** How to use what runs now. Tokens stay in the ready file: a terminal is an output. */
function howTo(ready: ReadyFile, { installation, readyFile }: Flags): string {
  const identities = readyFile ?? 'READY-FILE';
  const grafana =
    ready.grafanaUrl === undefined
      ? ''
      : ` --grafana-url ${ready.grafanaUrl} --grafana-token-file ${ready.grafanaTokenFile}`;
  const callers = new Map<string, number>();
  for (const { tier } of ready.identities) callers.set(tier, (callers.get(tier) ?? 0) + 1);
  return `the sandbox is ready: installation ${installation}
  Kubernetes API  kubectl --kubeconfig ${ready.kubeconfig} get pods -A
  gateway         curl --cacert ${ready.caFile} -H "Authorization: Bearer $TOKEN" ${ready.gatewayUrl}/v1/models
  Prometheus      ${ready.prometheusUrl}${grafana === '' ? '' : `\n  Grafana         ${ready.grafanaUrl} (token: ${ready.grafanaTokenFile})`}
  callers         ${[...callers].map(([tier, count]) => `${count} ${tier}`).join(', ')}${
    readyFile === undefined ? ' (give --ready-file to get their tokens)' : `, with their tokens in ${readyFile}`
  }
  verify it       maas-verify run --kubeconfig ${ready.kubeconfig} --gateway-url ${ready.gatewayUrl} --prometheus-url ${ready.prometheusUrl}${grafana} --ca ${ready.caFile} --identities ${identities} --tool-path ${ready.toolPath} --allow-changes
it ends with Ctrl-C
`;
}
