import { execa } from 'execa';
import semver from 'semver';
import { redact } from '../../platform/redact.ts';
import { K6Error } from './k6-error.ts';

/** The first k6 that runs TypeScript without a transpiler. */
const OLDEST = '0.57.0';
const PROBE_MS = 10_000;
const EXTENSION = 'k6/x/sse';

/** The user's k6, as it describes itself. */
export interface K6Binary {
  path: string;
  version: string;
  /** It has xk6-sse, and can time the events of a stream. */
  streams: boolean;
}

/** Neither asks k6 a build service for extensions, nor do settings of the user's other tests play along. */
export function k6Environment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(environment).filter(([name]) => !name.startsWith('K6_'));
  return { ...Object.fromEntries(own), K6_AUTO_EXTENSION_RESOLUTION: 'false', K6_NO_USAGE_REPORT: 'true' };
}

/** Asks a k6 what it is. Throws K6Error where it is none, or one that cannot play a plan. */
export async function probeK6(path: string, environment = process.env): Promise<K6Binary> {
  const { exitCode, stdout, code } = await execa(path, ['version'], {
    env: k6Environment(environment),
    extendEnv: false,
    reject: false,
    timeout: PROBE_MS,
    stdin: 'ignore',
  });
  const howTo = 'give the path of a k6 with --k6 or MAAS_VERIFY_K6 (docs/load-k6.md)';
  if (code === 'ENOENT') throw new K6Error(`there is no k6 at "${path}": ${howTo}`);
  const version = /^k6(?:\.exe)? v(\d+\.\d+\.\d+\S*)/m.exec(stdout ?? '')?.[1]?.replace(/[,)]$/, '');
  if (version === undefined || semver.parse(version) === null) {
    const said = redact((stdout ?? '').split('\n')[0]?.slice(0, 80) ?? '');
    const seen = exitCode === undefined ? (code ?? 'nothing') : `exit code ${exitCode} and "${said}"`;
    throw new K6Error(`"${path}" is no k6: "version" gave ${seen}; ${howTo}`);
  }
  if (semver.lt(version, OLDEST))
    throw new K6Error(`k6 ${version} at "${path}" is too old: ${OLDEST} is the first that runs TypeScript; ${howTo}`);
  return { path, version, streams: (stdout ?? '').includes(EXTENSION) };
}
