import { type Command, InvalidArgumentError, Option } from 'commander';
import type { K6Binary } from '../load/k6/probe.ts';
import { resolveConfig } from '../platform/config.ts';
import { redact } from '../platform/redact.ts';
import { SANDBOX_NAMES } from '../sandbox/flavours.ts';
import type { LoadRequest } from './load/play.ts';
import { profileFile, shippedProfiles } from './load/shipped-profiles.ts';
import { demandFaults, demandOwnTarget, installationNamed } from './sandbox-target.ts';
import { shellWord } from './shell-words.ts';
import { readIdentities } from './target/identities-file.ts';
import { atPlainServer } from './target/plain-server.ts';
import { demandCa, demandTarget } from './target/preflight.ts';
import { prometheusOption, targetOptions } from './target/target-options.ts';
import { UsageError } from './usage-error.ts';

// A function: the folder is read where somebody asks for help.
const examples = (): string => `
Profiles that come with it: ${shippedProfiles().join(', ')}; or a YAML file of yours (docs/load-profile.schema.json).

Examples:
  maas-verify load smoke --sandbox                             see that it works
  maas-verify load tiers --identities callers.yaml             the limits of the tiers, below and above
  maas-verify load chat --identities callers.yaml --baseline last-night/measures.json
  maas-verify load my.yaml --plan out-1/plan.json --slice 2/3 --out out-2
  maas-verify load tiers --identities callers.yaml --engine k6 --k6 ./k6
  maas-verify load merge out-1 out-2 out-3 --out all           slices of one plan as one run

Results: report.html, charts, verdict.json, plan.json, samples.ndjson and measures.json in maas-verify-out, or the folder of --out.
Exit codes: 0 every gate passed; 1 one failed; 2 bad call; 3 nothing failed, but something could not be told; 130 interrupted.`;

const OF_MERGE = `
Examples:
  maas-verify load merge out-1 out-2 out-3 --out all
  maas-verify load merge out-1 out-2 --out all --baseline last-night/measures.json
  maas-verify load merge out-1 out-2 --out all --history nights --target-name prod`;

interface Flags {
  sandbox?: true | string;
  realWindows?: true;
  fault?: string[];
  plan?: string;
  slice?: { index: number; of: number };
  workers: number;
  engine: 'embedded' | 'k6';
  k6?: string;
  baseline?: string[];
  format: 'console' | 'json';
  config?: string;
  out?: string;
  kubeconfig?: string;
  model?: string[];
}

type MergeFlags = Pick<Flags, 'baseline' | 'format'> & { out: string; history?: string; targetName?: string };

function sliceText(text: string): { index: number; of: number } {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of };
  throw new InvalidArgumentError('expected a part and their number, such as 2/3.');
}

function positive(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('expected a whole number above 0.');
}

const commandLine = (): string => redact(['maas-verify', ...process.argv.slice(2).map(shellWord)].join(' '));

/** The user’s k6, with what it cannot do told. Throws UsageError. */
async function k6At(path: string | undefined): Promise<K6Binary> {
  const [{ probeK6 }, { K6Error }] = await Promise.all([
    import('../load/k6/probe.ts'),
    import('../load/k6/k6-error.ts'),
  ]);
  try {
    const found = await probeK6(path ?? process.env['MAAS_VERIFY_K6'] ?? 'k6');
    if (!found.streams)
      process.stderr.write(
        `maas-verify: k6 ${found.version} has no k6/x/sse: streams have no TTFT and no gaps, only their ends (docs/load-k6.md)\n`,
      );
    return found;
  } catch (error) {
    throw error instanceof K6Error ? new UsageError(error.message) : error;
  }
}

/** Checks all that was asked for. Throws UsageError or ConfigError. */
async function loadRequest(profile: string | undefined, flags: Flags): Promise<LoadRequest> {
  const { baselineAt } = await import('./load/conclude.ts');
  const {
    sandbox,
    realWindows,
    fault = [],
    plan,
    slice,
    workers,
    engine,
    k6: k6Path,
    baseline = [],
    format,
    config: file,
    model,
    ...rest
  } = flags;
  if (profile === undefined && plan === undefined) throw new UsageError('name a profile, or give a plan with --plan');
  if (sandbox === undefined && (fault.length > 0 || realWindows === true))
    throw new UsageError('--fault and --real-windows are for the sandbox: give --sandbox too');
  if (sandbox !== undefined) demandOwnTarget(flags);
  demandFaults(fault);
  const k6 = engine === 'k6' || k6Path !== undefined ? await k6At(k6Path) : undefined;
  const resolved = resolveConfig({
    flags: { ...rest, models: model },
    environment: sandbox === undefined ? process.env : { ...process.env, KUBECONFIG: '' },
    file,
  });
  const config = atPlainServer(resolved, { sandbox: sandbox !== undefined, kubeconfig: flags.kubeconfig });
  if (sandbox === undefined) {
    demandTarget(config);
    readIdentities(config.identities);
    demandCa(config.ca);
  }
  const embedded = sandbox === undefined ? undefined : installationNamed(sandbox === true ? 'guide' : sandbox);
  const { historyPlace } = await import('./history/place.ts');
  const history = historyPlace(config, embedded === undefined ? undefined : { installation: embedded });
  return {
    config,
    ...(embedded !== undefined && {
      sandbox: { installation: embedded, faults: fault, realWindows: realWindows === true },
    }),
    ...(history !== undefined && { history }),
    ...(profile !== undefined && { profile: profileFile(profile) }),
    ...(plan !== undefined && { plan }),
    ...(slice !== undefined && { slice }),
    workers,
    ...(k6 !== undefined && { k6 }),
    baselines: baseline.map(baselineAt),
    command: commandLine(),
    format,
  };
}

const format = (): Option =>
  new Option('-o, --format <format>', 'what is printed').choices(['console', 'json']).default('console');
const BASELINE: [string, string] = [
  '--baseline <file...>',
  'measures.json of earlier runs of the same plan to compare with',
];

const HISTORY: [string, string] = [
  '--history <folder>',
  'keep the run there, and compare it with the last nights of the same plan',
];
const TARGET_NAME: [string, string] = [
  '--target-name <name>',
  'name of the target in the history (its address when not named)',
];

/** Declares `maas-verify load` and `maas-verify load merge`. */
export function loadCommand(program: Command, done: (exitCode: number) => void): void {
  const load = program
    .command('load')
    .summary('measure latency, throughput and limits under load')
    .description('Plays a load profile against an installation, and judges what its callers got.')
    .argument('[profile]', 'name of a profile, or a file')
    .option('--sandbox [installation]', `load the embedded sandbox (${SANDBOX_NAMES.join(', ')}; guide when not named)`)
    .option('--real-windows', 'a sandbox with the release’s limiter windows')
    .option('--fault <name...>', 'make the sandbox wrong in a named way');
  prometheusOption(targetOptions(load))
    .option('--identities <file>', 'callers of each tier, YAML or JSON')
    .option('--model <name...>', 'model to load, where the profile names none')
    .option('--plan <file>', 'play this plan instead of making one')
    .option('--slice <part>', 'play one of several parts of the plan, such as 2/3', sliceText)
    .option('--workers <count>', 'threads of the engine; each has users of its own', positive, 1)
    .addOption(new Option('--engine <engine>', 'what plays the plan').choices(['embedded', 'k6']).default('embedded'))
    .option('--k6 <file>', 'your k6, where it is to play ($MAAS_VERIFY_K6, or the k6 in PATH; docs/load-k6.md)')
    .option(...BASELINE)
    .option(...HISTORY)
    .option(...TARGET_NAME)
    .option('--config <file>', 'configuration file (./maas-verify.yaml when there is one)')
    .option('--out <folder>', 'folder for results (maas-verify-out when not named)')
    .addOption(format())
    .addHelpText('after', examples)
    .action(async (profile: string | undefined, flags: Flags) => {
      const request = await loadRequest(profile, flags);
      // Loaded only now: all other commands start without the engine.
      const { playLoad } = await import('./load/play.ts');
      done(await playLoad(request));
    });
  // Its options have the same names: those behind `merge` are its own.
  load.enablePositionalOptions();
  load
    .command('merge')
    .summary('judge the slices of one plan as one run')
    .argument('<folders...>', 'results of the slices')
    .option(...BASELINE)
    .option(...HISTORY)
    .option(...TARGET_NAME)
    .requiredOption('--out <folder>', 'folder for the results of all')
    .addOption(format())
    .addHelpText('after', OF_MERGE)
    .action(async (folders: string[], { out, baseline = [], format: asked, history, targetName }: MergeFlags) => {
      if (history === undefined && targetName !== undefined)
        throw new UsageError('--target-name names a target in a history: give --history too');
      const [{ mergeLoad }, { baselineAt }] = await Promise.all([
        import('./load/merge.ts'),
        import('./load/conclude.ts'),
      ]);
      done(
        await mergeLoad({
          folders,
          out,
          baselines: baseline.map(baselineAt),
          command: commandLine(),
          format: asked,
          ...(history !== undefined && {
            history: { folder: history, ...(targetName !== undefined && { targetName }) },
          }),
        }),
      );
    });
}
