import { z } from 'zod';
import { firstLine } from '../connection-failure.ts';
import { redact } from '../redact.ts';
import { deadline, WAITS } from '../waits.ts';
import type { KubeContext } from './kubeconfig.ts';
import { Unreachable } from './unreachable.ts';

const Applied = z.looseObject({ headers: z.looseObject({ Authorization: z.string().optional() }).optional() });

/**
 * The Authorization header of an `auth-provider` entry (oidc and the clouds' old ones), by the official client, whose
 * business their protocols are. It is loaded for them alone: it takes 150 MB. Throws Unreachable.
 */
export async function askAuthProvider(context: KubeContext, provider: { name: string }): Promise<string | undefined> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  // Its credentials are asked for, not its connection: the client refuses a plain http server, which kubectl accepts.
  config.loadFromClusterAndUser(
    { name: 'cluster', server: context.cluster.server.replace(/^http:/, 'https:'), skipTLSVerify: false },
    { name: 'user', authProvider: provider },
  );
  const options: Record<string, unknown> = {};
  try {
    await Promise.race([config.applyToHTTPSOptions(options), expired(WAITS.credentialPlugin)]);
  } catch (error) {
    const why = firstLine(redact(error instanceof Error ? error.message : String(error)));
    throw new Unreachable(`the kubeconfig's auth-provider ${provider.name} failed: ${why}`);
  }
  return Applied.parse(options).headers?.Authorization;
}

function expired(ms: number): Promise<never> {
  const signal = deadline(ms);
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${ms / 1000} s`)), { once: true });
  });
}
