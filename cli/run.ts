import { type Command, InvalidArgumentError, Option } from 'commander';
import { PHASES } from '../layouts/phases.ts';
import { resolveConfig } from '../platform/config.ts';
import { redact } from '../platform/redact.ts';
import { SANDBOX_NAMES } from '../sandbox/flavours.ts';
import { STAGES } from '../sandbox/stages.ts';
import { readExpectations } from './expectations.ts';
import { historyPlace } from './history/place.ts';
import { demandFolder } from './outputs.ts';
import { rerunCommand } from './rerun.ts';
import type { RunRequest } from './run-request.ts';
import { demandFaults, demandOwnTarget, installationNamed, type SandboxRequest, stageNamed } from './sandbox-target.ts';
import { knownChecks, select } from './selection.ts';
import { programName, shellWord } from './shell-words.ts';
import { readIdentities } from './target/identities-file.ts';
import { atPlainServer } from './target/plain-server.ts';
import { demandCa, demandTarget } from './target/preflight.ts';
import { monitoringOptions, targetOptions } from './target/target-options.ts';
import { UsageError } from './usage-error.ts';
import { verify } from './verify.ts';

const EXAMPLES = `
Examples:
  maas-verify run --sandbox                               the embedded installation of the guide: see that all works
  maas-verify run --kubeconfig ~/.kube/config             a cluster, read-only
  maas-verify run --identities callers.yaml --allow-changes
                                                          with callers for the tiers' limits, and owned test objects
  maas-verify run --gateway-url https://maas.apps.example.com --identities callers.yaml --layout guide
                                                          only what a caller sees, without a kubeconfig
  maas-verify run --phase limits --check auth.tls-valid   one phase and one check
  maas-verify run --phase operators --wait 10m            while the installation goes on: its next phase, once it is there
  maas-verify run -o json | jq .counts                    for a script

A model alone, with neither MaaS nor a cluster (its key, where it wants one, is the maasToken of a caller in --identities):
  maas-verify run --layout openai --gateway-url http://localhost:8000 --model Qwen/Qwen3-0.6B --check inference.qwen-answers
                                                          the questions to a Qwen, on a processor too
  maas-verify run --layout openai --gateway-url http://localhost:8000 --phase inference
                                                          all that can be told of a server with OpenAI’s API

Callers, as --identities expects them (YAML or JSON; each needs one of the two tokens):
  identities: [{name: ann, tier: free, openshiftToken: sha256~…}, {name: bob, tier: premium, maasToken: eyJ…}]
  An expiredMaasToken: eyJ… beside them, one of yesterday's, lets auth.expired-token be judged where tokens live long.
With --allow-changes a run makes service accounts where these callers are too few, in the tiers whose groups they are in.
At its end it deletes them and revokes what it had minted: in the release, with all older tokens of the same caller.

Every option can be a key of maas-verify.yaml (gatewayUrl: …) or a variable (MAAS_VERIFY_GATEWAY_URL); flags win.
Results: verdict.json, junit.xml and summary.md in maas-verify-out, or the folder of --out.

Exit codes: 0 every MUST passed; 1 a MUST failed; 2 bad call or configuration; 3 something could not be tested;
130 interrupted. A failed SHOULD counts with --strict only.`;

/** Declares `maas-verify run`. */
export function runCommand(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('run')
    .summary('verify an installation')
    .description('Verifies a Models-as-a-Service installation: read-only unless --allow-changes is given.')
    .option(
      '--sandbox [installation]',
      `verify the embedded sandbox (${SANDBOX_NAMES.join(', ')}; guide when not named)`,
    )
    .option('--fault <name...>', 'make the sandbox wrong in a named way')
    .addOption(new Option('--installed-up-to <phase>', 'a sandbox whose installation has come so far').choices(STAGES));
  monitoringOptions(targetOptions(command))
    .option('--bundle <file>', 'must-gather folder or archive to verify instead of a cluster')
    .option('--identities <file>', 'callers of each tier, YAML or JSON (see below)')
    .addOption(new Option('--phase <name...>', 'run these phases only').choices(PHASES.map((phase) => phase.name)))
    .option('--check <id...>', 'run these checks only ("maas-verify catalogue" lists them)')
    .option('--model <name...>', 'models that must be deployed, by the name of their resource (any when not named)')
    .option('--allow-changes', 'let checks create labelled, expiring objects, deleted at the end')
    .option('--allow-disruption', 'let checks restart or break something')
    .option('--wait <duration>', 'wait so long for what reads the cluster to hold, then judge everything (10m)')
    .option('--allure', 'write allure-results too (see "report": -o allure)')
    .option('--diagnose-on-failure', 'collect what explains the failures into diagnosis.tar.gz (see "diagnose")')
    .option('--strict', 'a failed SHOULD fails the run, and a known defect that is none any more')
    .option(
      '--expected-failures <file>',
      'failures that are known: [{id, reason, reference, expires?, seen?}]; stale or expired ones fail the run',
    )
    .option('--request-budget <count>', 'the most requests that one check may send for one identity', wholeNumber)
    .option('--token-budget <count>', 'the most tokens that one check may spend for one identity', wholeNumber)
    .option('--history <folder>', 'keep the run there, and tell what has changed (see "history")')
    .option('--target-name <name>', 'name of the target in the history (its address when not named)')
    .option('--config <file>', 'configuration file (./maas-verify.yaml when there is one)')
    .option('--out <folder>', 'folder for results (maas-verify-out when not named)')
    .addOption(new Option('-o, --format <format>', 'what is printed').choices(['console', 'short', 'json']))
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: Record<string, unknown>) => done(await verify(runRequest(flags))));
}

/** Checks all that was asked for, so that a mistake is told before anything starts. Throws UsageError or ConfigError. */
function runRequest(flags: Record<string, unknown>, argv: readonly string[] = process.argv.slice(2)): RunRequest {
  const { sandbox: asked, fault, installedUpTo, phase, check, model, config: file, color, allure, ...rest } = flags;
  const sandbox = sandboxRequest(asked, fault, installedUpTo, flags);
  const resolved = resolveConfig({
    flags: { ...rest, phases: phase, checks: check, models: model },
    // The sandbox is the target: a kubeconfig of the environment is neither used nor judged.
    environment: sandbox === undefined ? process.env : { ...process.env, KUBECONFIG: '' },
    file: typeof file === 'string' ? file : undefined,
  });
  const config = atPlainServer(resolved, { sandbox: sandbox !== undefined, kubeconfig: flags['kubeconfig'] });
  const known = knownChecks();
  const selected = select(known, config.phases, config.checks);
  const expectedFailures = readExpectations(config.expectedFailures);
  if (sandbox === undefined) {
    demandTarget(config);
    readIdentities(config.identities);
    demandCa(config.ca);
  }
  if (config.wait !== undefined && config.bundle !== undefined)
    throw new UsageError('--wait waits for a cluster to change, and a bundle does not: leave one of the two out');
  demandFolder(config.out);
  const history = historyPlace(config, sandbox);
  const program = programName();
  return {
    config,
    sandbox,
    known: new Set(known.map(({ id }) => id)),
    selected,
    expectedFailures,
    command: redact(['maas-verify', ...argv.map(shellWord)].join(' ')),
    rerun: (checks) => redact(rerunCommand(program, flags, checks, known)),
    colour: color !== false,
    ...(history !== undefined && { history }),
    allure: allure === true,
  };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('expected a whole number above 0');
}

function sandboxRequest(
  asked: unknown,
  faults: unknown,
  upTo: unknown,
  flags: Record<string, unknown>,
): SandboxRequest | undefined {
  const names = Array.isArray(faults) ? faults.map(String) : [];
  if (asked === undefined) {
    if (names.length > 0) throw new UsageError('--fault is for the sandbox: give --sandbox too');
    if (upTo !== undefined) throw new UsageError('--installed-up-to is for the sandbox: give --sandbox too');
    return undefined;
  }
  demandOwnTarget(flags);
  demandFaults(names);
  return {
    installation: installationNamed(asked === true ? 'guide' : String(asked)),
    faults: names,
    stage: upTo === undefined ? undefined : stageNamed(String(upTo)),
  };
}
