import { WAITS } from '../waits.ts';
import type { Answer, LogOptions, Permission, WhoAmI } from './cluster.ts';
import type { Connection } from './connection.ts';
import type { Discovery } from './discovery.ts';
import { complaint, refused, statusOf } from './status.ts';

/** A pod's log is evidence, not an archive. */
const MAX_LOG_BYTES = 4 * 2 ** 20;

/**
 * `/version` is open to anybody: only who the caller is shows that the credentials are accepted. Who may not ask that is
 * somebody all the same: the API server knows whom it refuses.
 */
export async function currentVersion(
  types: Discovery,
  connection: Connection,
  whoAmI: () => Promise<Answer<WhoAmI>>,
): Promise<Answer<{ kubernetes: string }>> {
  const kubernetes = await types.version(WAITS.reachable);
  const self = await whoAmI();
  if (self.kind === 'unreachable') return self;
  if (self.kind === 'found' && self.value.username === 'system:anonymous') {
    return {
      kind: 'unreachable',
      reason: `${connection.url} takes the caller as system:anonymous: the kubeconfig gives no valid credentials`,
    };
  }
  return { kind: 'found', value: { kubernetes } };
}

/** `/readyz?verbose` has one line a check: `[+]ping ok`, `[-]etcd failed: reason withheld`. */
export async function readiness(connection: Connection): Promise<Answer<{ ready: boolean; failing: string[] }>> {
  const path = '/readyz';
  // Its 500 is the answer: asking again would only be slower.
  const answer = await connection.send({ path, query: { verbose: true }, accept: '*/*', retry: false });
  const failing = [...answer.body.toString('utf8').matchAll(/^\[-\](\S+)/gm)].map(([, name = '']) => name);
  if (answer.status === 200) return { kind: 'found', value: { ready: failing.length === 0, failing } };
  if (answer.status === 500 || answer.status === 503) {
    return {
      kind: 'found',
      value: { ready: false, failing: failing.length > 0 ? failing : [`/readyz answered ${answer.status}`] },
    };
  }
  return refused(connection.url, path, answer, { verb: 'get', group: '', resource: '/readyz' });
}

/** The last lines of a container's log, at most 4 MiB. */
export async function readLog(
  connection: Connection,
  { namespace, pod, container, tailLines, sinceSeconds, previous }: LogOptions,
): Promise<Answer<string>> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  const query = { container, tailLines, sinceSeconds, previous, limitBytes: MAX_LOG_BYTES };
  const answer = await connection.send({ path, query, accept: '*/*' });
  if (answer.status === 200) return { kind: 'found', value: answer.body.toString('utf8') };
  if (answer.status === 404 && statusOf(answer) !== undefined) return { kind: 'not-found' };
  if (answer.status === 404) return { kind: 'unreachable', reason: complaint(connection.url, path, answer) };
  const permission: Permission = { verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace };
  return refused(connection.url, path, answer, permission);
}
