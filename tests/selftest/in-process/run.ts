import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRequest } from '../../../cli/run-request.ts';
import { targetSandbox } from '../../../cli/sandbox-target.ts';
import { knownChecks, select } from '../../../cli/selection.ts';
import { resolveConfig } from '../../../platform/config.ts';
import type { Verdict } from '../../../reports/verdict-schema.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import { judgeInProcess } from './judge.ts';
import type { SandboxHost } from './sandbox-host.ts';

/** The suites in this process, to be run against one sandbox after another. */
export interface Suites {
  /** Verifies a sandbox as the command does, but for Playwright: `checks` or `phases` choose; all when both are empty. */
  run(asked: Asked): Promise<Verdict>;
}

interface Asked {
  installation: InstallationName;
  faults: readonly string[];
  phases: readonly string[];
  checks?: readonly string[];
}

/** What the command makes of flags, by the names of their configuration keys. */
export function requestOf(flags: Record<string, unknown>, sandbox?: RunRequest['sandbox']): RunRequest {
  const known = knownChecks();
  const config = resolveConfig({ flags, environment: { KUBECONFIG: '', HOME: '/nowhere' } });
  return {
    config,
    sandbox,
    known: new Set(known.map(({ id }) => id)),
    selected: select(known, config.phases, config.checks),
    expectedFailures: [],
    command: 'maas-verify run',
    rerun: () => 'maas-verify run',
    colour: false,
  };
}

/** Loads all suites, for sandboxes that a host starts. */
export async function suitesInProcess(host: SandboxHost): Promise<Suites> {
  const judge = await judgeInProcess();
  return {
    async run({ installation, faults, phases, checks }) {
      const request = requestOf({ phases, checks: checks ?? [] }, { installation, faults: [...faults] });
      const folder = await mkdtemp(join(tmpdir(), 'maas-verify-selftest-'));
      const sandboxFolder = join(folder, 'sandbox');
      await mkdir(sandboxFolder);
      const sandbox = await host.start({ installation, faults, folder: sandboxFolder });
      try {
        const config = targetSandbox(request.config, sandbox.ready, folder);
        return await judge({ request, config, runId: `in-process-${sandbox.id}` });
      } finally {
        await sandbox.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
