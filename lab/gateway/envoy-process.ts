import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '../process.ts';
import { admin } from './admin.ts';
import { DRAIN_SECONDS } from './config/listener.ts';
import type { Config } from './config/typed.ts';

const READY_WITHIN_MS = 20_000;
const LOG_FLUSH_MS = 10;

export interface EnvoySpec {
  /** Path of its program. */
  program: string;
  /** For its configuration and its log. */
  folder: string;
  adminPort: number;
  config: Config;
}

export interface RunningEnvoy {
  /** Its administration. */
  url: string;
  drain(): Promise<void>;
  /** Drains, and ends it. */
  stop(): Promise<void>;
}

/** Starts Envoy and waits until it serves. Throws an Error with the end of its log where it does not. */
export async function startEnvoy({ program, folder, adminPort, config }: EnvoySpec): Promise<RunningEnvoy> {
  const configFile = join(folder, 'envoy.json');
  await writeFile(configFile, JSON.stringify(config, undefined, 1), { mode: 0o600 });
  const { url, isReady, drain } = admin(adminPort);
  const running = await startProcess({
    name: 'Envoy',
    file: program,
    args: [
      ...['--config-path', configFile, '--disable-hot-restart', '--log-level', 'warning', '--concurrency', '2'],
      // Says for each message of an extension whether it is still under way.
      ...['--component-log-level', 'misc:error'],
      ...['--file-flush-interval-msec', String(LOG_FLUSH_MS)],
      ...['--drain-time-s', String(DRAIN_SECONDS), '--drain-strategy', 'immediate'],
    ],
    logFile: join(folder, 'envoy.log'),
    isReady,
    readyWithinMs: READY_WITHIN_MS,
  });
  const stop = async (): Promise<void> => {
    // What does not drain any more is ended all the same.
    if (running.isRunning()) await drain().catch(() => undefined);
    await running.stop();
  };
  return { url, drain, stop };
}
