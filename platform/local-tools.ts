import { delimiter } from 'node:path';
import { execa } from 'execa';
import semver from 'semver';
import type { RequiredTool } from '../layouts/minimum-versions.ts';
import { firstLine } from './connection-failure.ts';
import { killGroup } from './process-group.ts';
import { redact } from './redact.ts';
import { deadline, WAITS } from './waits.ts';

/** A program as this machine has it. */
export type ToolReading =
  | { name: string; kind: 'found'; version: string }
  | { name: string; kind: 'missing' }
  /** It is there and does not tell its version: it fails, hangs, or prints none. */
  | { name: string; kind: 'mute'; why: string };

/** The first version in what a program prints: `v5.7.0`, `jq-1.7`, `kustomize/v4.5.7`; undefined where there is none. */
export function versionIn(output: string): string | undefined {
  const [found] = /(?<![\d.])\d+\.\d+(\.\d+)?/.exec(output) ?? [];
  return found === undefined ? undefined : semver.coerce(found)?.version;
}

/**
 * Asks a program for its version.
 * @param path the folders in which it is looked for, as in PATH; those of PATH itself when absent
 */
export async function readTool({ name, version }: RequiredTool, path?: string): Promise<ToolReading> {
  const program = execa(name, version, {
    env: path === undefined ? {} : { PATH: path },
    reject: false,
    stdin: 'ignore',
    detached: true,
  });
  const limit = deadline(WAITS.toolVersion);
  const kill = (): void => killGroup(program.pid);
  limit.addEventListener('abort', kill, { once: true });
  const ran = await program;
  limit.removeEventListener('abort', kill);
  if (ran.code === 'ENOENT') return { name, kind: 'missing' };
  if (limit.aborted) return { name, kind: 'mute', why: `no answer within ${WAITS.toolVersion / 1000} s` };
  const said = firstLine(redact(ran.stderr || ran.stdout || ran.shortMessage || ''), 120);
  // An oc without its cluster ends with an error, having told its version.
  const read = versionIn(ran.stdout);
  if (read !== undefined) return { name, kind: 'found', version: read };
  return { name, kind: 'mute', why: said === '' ? 'it prints no version' : said };
}

/** The tools of a platform that an installation is done with. */
export const toolsOf = (tools: readonly RequiredTool[], platform: NodeJS.Platform = process.platform): RequiredTool[] =>
  tools.filter((tool) => tool.platform === undefined || tool.platform === platform);

/** What is wrong with a tool; undefined where it is there and recent enough. */
export function toolProblem(reading: ToolReading, { minimum }: RequiredTool): string | undefined {
  const { name } = reading;
  if (reading.kind === 'missing') return `${name} is missing`;
  if (reading.kind === 'mute') return `${name} does not tell its version: ${reading.why}`;
  if (minimum === undefined || semver.gte(reading.version, minimum)) return undefined;
  return `${name} is ${reading.version}, ${minimum} or later is wanted`;
}

/** Where tools are looked for, for a human. */
export const placesText = (path: string | undefined): string =>
  path === undefined ? 'on this machine’s PATH' : `in ${path.split(delimiter).join(', ')}`;
