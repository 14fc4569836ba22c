import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { SANDBOX_NAMES, type SandboxName } from '../sandbox/flavours.ts';
import type { ReadyFile } from '../sandbox/sandbox.ts';
import { isLabFault, LAB_FAULTS } from './faults.ts';
import { startLab } from './lab.ts';

interface Flags {
  installation: SandboxName;
  fault: string[];
  readyFile?: string;
}

const INTERRUPTED = 130;

/** How to use what runs now. Tokens stay in the ready file: a terminal is an output. */
function howTo(ready: ReadyFile, { installation, readyFile }: Flags): string {
  const grafana =
    ready.grafanaUrl === undefined
      ? ''
      : ` --grafana-url ${ready.grafanaUrl} --grafana-token-file ${ready.grafanaTokenFile}`;
  const identities = readyFile ?? 'READY-FILE';
  return `the lab is ready: installation ${installation}
  Kubernetes API  kubectl --kubeconfig ${ready.kubeconfig} get pods -A
  gateway         curl --cacert ${ready.caFile} -H "Authorization: Bearer $TOKEN" ${ready.gatewayUrl}/v1/models
  Prometheus      ${ready.prometheusUrl}
  verify it       npm run verify -- run --kubeconfig ${ready.kubeconfig} --gateway-url ${ready.gatewayUrl} --prometheus-url ${ready.prometheusUrl}${grafana} --ca ${ready.caFile} --identities ${identities} --tool-path ${ready.toolPath} --allow-changes --allow-disruption
it ends with Ctrl-C
`;
}

/**
 * Resolves at the first SIGINT or SIGTERM, with its name. The listeners stay: without them the next handler of the signal,
 * which ends child processes with this one, would end this one before it has ended them.
 */
const signalled = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => resolve(name));
  });

async function run(flags: Flags): Promise<number> {
  const stopped = signalled();
  const say = (line: string): void => {
    process.stderr.write(`lab: ${line}\n`);
  };
  const starting = startLab({
    installation: flags.installation,
    faults: flags.fault.filter((name) => !isLabFault(name)),
    labFaults: flags.fault.filter(isLabFault),
    say,
  });
  const first = await Promise.race([starting, stopped]);
  if (typeof first === 'string') {
    // What is starting is let come up, to be ended by its own ids.
    await starting.then((lab) => lab.close()).catch(() => undefined);
    return INTERRUPTED;
  }
  if (flags.readyFile !== undefined)
    await writeFile(flags.readyFile, `${JSON.stringify(first.ready, undefined, 2)}\n`, { mode: 0o600 });
  process.stdout.write(howTo(first.ready, flags));
  await stopped;
  await first.close();
  return 0;
}

const program = new Command('lab')
  .description('Runs an installation on real components, as processes on loopback, until a signal.')
  .addOption(new Option('--installation <name>', 'which one').default('guide').choices(SANDBOX_NAMES))
  .option(
    '--fault <name...>',
    `make it wrong in a named way: the sandbox's faults, and ${Object.keys(LAB_FAULTS).join(', ')}`,
    [],
  )
  .option('--ready-file <file>', 'written when all answers: where everything is (0600, with tokens)')
  .action(async (flags: Flags) => {
    try {
      process.exitCode = await run(flags);
    } catch (error) {
      process.stderr.write(`lab: ${error instanceof Error ? error.message : error}\n`);
      process.exitCode = error instanceof RangeError ? 2 : 1;
    }
  });
await program.parseAsync();
