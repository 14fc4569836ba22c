import { isIP } from 'node:net';

/** `api.ocp.example.com` and `maas.apps.ocp.example.com` are hosts of `ocp.example.com`. */
const PART = /^(api|api-int|apps|[^.]+\.apps)\./;

/** The domains of an installation by its URLs; names without a dot would be words. */
export function domainsOf(urls: readonly (string | undefined)[]): string[] {
  const hosts = urls.flatMap((url) => (url === undefined ? [] : [new URL(url).hostname.replace(/^\[|\]$/g, '')]));
  const named = hosts.filter((host) => isIP(host) === 0 && host.includes('.'));
  return [...new Set(named.flatMap((host) => [host, host.replace(PART, '')]))].filter((host) => host.includes('.'));
}
