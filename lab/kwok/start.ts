import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import type { KeyPair } from '../../sandbox/certificates.ts';
import { type RunningProcess, startProcess } from '../process.ts';
import { kwokConfiguration } from './configuration.ts';

export interface KwokOptions {
  program: string;
  folder: string;
  kubeconfig: string;
  /** Where it answers for every node's kubelet. */
  port: number;
  serving: KeyPair;
  prometheusPort: number;
}

const READY_MS = 30_000;

/** Starts kwok, which stands for the kubelets of all nodes. */
export async function startKwok(options: KwokOptions): Promise<RunningProcess> {
  const { folder, port } = options;
  const [config, cert, key] = ['kwok.yaml', 'kwok.crt', 'kwok.key'].map((name) => join(folder, name));
  await writeFile(config ?? '', kwokConfiguration(options.prometheusPort));
  await writeFile(cert ?? '', options.serving.cert, { mode: 0o600 });
  await writeFile(key ?? '', options.serving.key, { mode: 0o600 });
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const process = await startProcess({
    name: 'kwok',
    file: options.program,
    args: [
      `--kubeconfig=${options.kubeconfig}`,
      `--config=${config}`,
      '--manage-all-nodes=true',
      '--node-lease-duration-seconds=0',
      '--enable-crds=Logs',
      `--server-address=127.0.0.1:${port}`,
      `--node-port=${port}`,
      `--tls-cert-file=${cert}`,
      `--tls-private-key-file=${key}`,
    ],
    cwd: folder,
    // It keeps its own files in the home folder otherwise.
    env: { KWOK_WORKDIR: join(folder, 'kwok') },
    logFile: join(folder, 'kwok.log'),
    isReady: async () => (await fetch(`https://127.0.0.1:${port}/healthz`, { dispatcher })).ok,
    readyWithinMs: READY_MS,
  });
  await dispatcher.destroy();
  return process;
}
