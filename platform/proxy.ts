import { BlockList, isIP } from 'node:net';

/** How Go reads a host: `localhost` and loopback addresses are never asked for through a proxy. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Whether one entry of NO_PROXY covers a host: `*`, an address, a CIDR, a domain with all below it, each with or without port. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) {
    const [network = '', prefix = ''] = entry.split('/');
    const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(network) === 0 || isIP(host) === 0 || !/^\d{1,3}$/.test(prefix)) return false;
    const list = new BlockList();
    try {
      list.addSubnet(network, Number(prefix), family);
    } catch {
      return false; // a prefix longer than the address: not ours to mend
    }
    return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
  }
  const [, name = '', only] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
  if (only !== undefined && only !== port) return false;
  if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
  const domain = name.replace(/^\*?\./, '');
  return domain !== '' && (host.endsWith(`.${domain}`) || (host === domain && !name.startsWith('.')));
}

/**
 * The proxy that the environment names for a URL; undefined where it is to be asked directly. HTTPS_PROXY, HTTP_PROXY and
 * NO_PROXY are read as kubectl and oc read them, CIDRs included: OpenShift gives its own networks so to every pod.
 */
export function proxyFor(url: URL, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const variable = (name: string): string => environment[name.toUpperCase()] || environment[name.toLowerCase()] || '';
  const proxy = variable(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY').trim();
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (proxy === '' || isLoopback(host)) return undefined;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const excluded = variable('NO_PROXY')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
  if (excluded.some((entry) => covers(entry, host, port))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}
