import { join } from 'node:path';
import { freePorts } from '../ports.ts';
import { type RunningProcess, startProcess } from '../process.ts';

const READY_MS = 30_000;

/** Starts etcd with an empty store in `folder`; what it holds need not outlive a crash, so nothing waits for the disk. */
export async function startEtcd(program: string, folder: string): Promise<{ url: string; process: RunningProcess }> {
  const [client = 0, peer = 0] = await freePorts(2);
  const url = `http://127.0.0.1:${client}`;
  const peerUrl = `http://127.0.0.1:${peer}`;
  const process = await startProcess({
    name: 'etcd',
    file: program,
    args: [
      '--name=lab',
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=lab=${peerUrl}`,
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
    logFile: join(folder, 'etcd.log'),
    isReady: async () => (await fetch(`${url}/health`)).ok,
    readyWithinMs: READY_MS,
  });
  return { url, process };
}
