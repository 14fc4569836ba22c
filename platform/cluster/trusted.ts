import { readFileSync } from 'node:fs';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { z } from 'zod';
import type { Credentials } from './credentials.ts';
import type { KubeContext } from './kubeconfig.ts';
import { Unreachable } from './unreachable.ts';

const Coded = z.looseObject({ code: z.string() });

/** The kubeconfig's CA alone where it names one, else those of Node and of the system, as kubectl trusts the system's. */
function authorities({ cluster }: KubeContext): string[] {
  const data = cluster['certificate-authority-data'];
  if (data !== undefined) return [Buffer.from(data, 'base64').toString('utf8')];
  const file = cluster['certificate-authority'];
  if (file === undefined) return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    throw new Unreachable(`certificate authority ${file} of the kubeconfig cannot be read`);
  }
}

/** Whom a connection trusts, and who it is. Throws Unreachable where a certificate or key is none. */
export function secureContext(context: KubeContext, { clientCertificate }: Credentials): SecureContext {
  const ca = authorities(context);
  const made = (what: string, options: { ca?: string[]; cert?: string; key?: string }): SecureContext => {
    try {
      return createSecureContext(options);
    } catch (error) {
      // OpenSSL's text can quote what it read: only its code is told.
      const code = Coded.safeParse(error).data?.code ?? 'no PEM';
      throw new Unreachable(`the kubeconfig's ${what} cannot be used (${code})`);
    }
  };
  if (ca.length === 1 && !ca[0]?.includes('-----BEGIN'))
    throw new Unreachable("the kubeconfig's certificate authority holds no PEM certificate");
  made('certificate authority', { ca });
  return made('client certificate and key', { ca, ...clientCertificate });
}
