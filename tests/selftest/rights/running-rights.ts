import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ApiAnswer, ApiRequest, Connection } from '../../../platform/cluster/connection.ts';
import { connect } from '../../../platform/cluster/direct-connection.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import { runningSandbox } from '../running-sandbox.ts';
import { type Grant, objectsOf } from './grants.ts';

const NAMESPACE = 'maas-verify-rights';
const API = '/apis/rbac.authorization.k8s.io/v1';
const TokenAnswer = z.object({ status: z.object({ token: z.string() }) });

/** A sandbox in which callers can be made. */
export interface RunningRights {
  /** The flags that point the command at it, without saying as whom. */
  flags: string[];
  /** A kubeconfig of the administrator. */
  administrator: string;
  /** Makes a service account with these rights through the API; answers its kubeconfig. */
  caller(name: string, grants: readonly Grant[]): Promise<string>;
  /** Gives a caller more. */
  grant(name: string, grants: readonly Grant[]): Promise<void>;
  /** Takes the rights away that every authenticated user has to ask about himself. */
  withoutReviews(): Promise<void>;
  close(): Promise<void>;
}

async function demanded(connection: Connection, request: ApiRequest): Promise<ApiAnswer> {
  const answer = await connection.send({ ...request, retry: false });
  if (answer.status >= 300)
    throw new Error(`${request.method} ${request.path} answered ${answer.status}: ${answer.body.toString('utf8')}`);
  return answer;
}

/** A sandbox whose callers, roles and bindings are made through its API, as an administrator makes them. */
export async function runningRights(folder: string, installation: InstallationName): Promise<RunningRights> {
  const sandbox = await runningSandbox(folder, { installation });
  const administrator = sandbox.ready.kubeconfig;
  const api = await connect(administrator);
  const create = (path: string, body: object): Promise<ApiAnswer> => demanded(api, { method: 'POST', path, body });
  await create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  let given = 0;

  const grant = async (name: string, grants: readonly Grant[]): Promise<void> => {
    const subject = { kind: 'ServiceAccount', name, namespace: NAMESPACE } as const;
    for (const one of grants) {
      given += 1;
      const place = one.namespace === undefined ? '' : `/namespaces/${one.namespace}`;
      for (const object of objectsOf(`${name}-${given}`, one, subject))
        await create(`${API}${place}/${object.kind.toLowerCase()}s`, object);
    }
  };
  const at = sandbox.flags.indexOf('--kubeconfig');
  return {
    flags: [...sandbox.flags.slice(0, at), ...sandbox.flags.slice(at + 2)],
    administrator,
    grant,
    caller: async (name, grants) => {
      const accounts = `/api/v1/namespaces/${NAMESPACE}/serviceaccounts`;
      await create(accounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } });
      const answer = await create(`${accounts}/${name}/token`, {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { expirationSeconds: 3600 },
      });
      await grant(name, grants);
      const { token } = TokenAnswer.parse(JSON.parse(answer.body.toString('utf8'))).status;
      const file = join(folder, `${name}.kubeconfig`);
      await writeFile(file, JSON.stringify(kubeconfig(api.url, sandbox.ready.caFile, token)), { mode: 0o600 });
      return file;
    },
    withoutReviews: async () => {
      await demanded(api, { method: 'DELETE', path: `${API}/clusterrolebindings/system:basic-user` });
    },
    close: async () => {
      await api.close();
      await sandbox.close();
    },
  };
}

const kubeconfig = (server: string, ca: string, token: string): object => ({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'only',
  clusters: [{ name: 'only', cluster: { server, 'certificate-authority': ca } }],
  users: [{ name: 'somebody', user: { token } }],
  contexts: [{ name: 'only', context: { cluster: 'only', user: 'somebody' } }],
});
