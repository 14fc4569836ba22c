import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { cached } from '../cache.ts';

/** Where the programs of the control plane are. */
export interface Components {
  etcd: string;
  kubeApiserver: string;
  kubeControllerManager: string;
  kwok: string;
}

const VERSION = { git: 'v1.34.4', major: '1', minor: '34' };
/** What /version answers: without it the server calls itself v0.0.0. */
const STAMPS = {
  gitVersion: VERSION.git,
  gitMajor: VERSION.major,
  gitMinor: VERSION.minor,
  gitTreeState: 'clean',
};
const stamps = Object.entries(STAMPS).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
const FLAGS = ['-ldflags', ['-s', '-w', ...stamps].join(' ')];

/** The modules of this folder, with the packages that are built of each: the file's name is the package's. */
const MODULES: Record<string, Record<string, string>> = {
  kubernetes: {
    etcd: 'go.etcd.io/etcd/server/v3',
    'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
    'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  },
  kwok: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' },
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function built(module: string, say: (line: string) => void): Promise<string> {
  const packages = MODULES[module] ?? {};
  const inputs = [here(`${module}/go.mod`), here(`${module}/go.sum`)];
  return cached(module, { inputs, recipe: JSON.stringify([FLAGS, packages]) }, async (folder) => {
    for (const [file, path] of Object.entries(packages)) {
      const started = performance.now();
      say(`building ${file} (once; a few minutes)`);
      await execa('go', ['build', ...FLAGS, '-o', join(folder, file), path], {
        cwd: here(module),
        env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
      });
      say(`built ${file} in ${Math.round((performance.now() - started) / 1000)} s`);
    }
  });
}

/** Builds with the machine's Go what is not there yet. Throws an Error where there is no Go, or a build fails. */
export async function components(say: (line: string) => void): Promise<Components> {
  const kubernetes = await built('kubernetes', say);
  const kwok = await built('kwok', say);
  return {
    etcd: join(kubernetes, 'etcd'),
    kubeApiserver: join(kubernetes, 'kube-apiserver'),
    kubeControllerManager: join(kubernetes, 'kube-controller-manager'),
    kwok: join(kwok, 'kwok'),
  };
}
