import type { Session } from '../session.ts';
import { connect } from './connection.ts';

/** The Authorization header that the kubeconfig's user sends; undefined where it has a client certificate only. */
export async function callersAuthorization({ kubeconfig, context }: Session['target']): Promise<string | undefined> {
  const connection = await connect(kubeconfig, context);
  const { authorization } = await connection.credentials();
  await connection.close();
  return authorization;
}
