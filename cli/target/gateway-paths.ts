import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { readPathOf } from '../../layouts/detect.ts';
import type { Layout } from '../../layouts/layout.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import type { Observation } from '../../layouts/observation.ts';
import type { Config } from '../../platform/config.ts';
import { deadline, WAITS } from '../../platform/waits.ts';
import { readIdentities } from './identities-file.ts';

interface Question {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  token?: string;
}

/**
 * What the gateway alone tells of the layout, where the cluster does not: whether each layout's path of minting is routed,
 * asked without a token so that nothing is minted, and whether its API serves a caller who only reads.
 */
export async function gatewayPaths(config: Config): Promise<Pick<Observation, 'mintPaths' | 'readPaths'>> {
  const { gatewayUrl, ca, insecureSkipTlsVerify } = config;
  if (gatewayUrl === undefined) return {};
  const connect = { ca: ca && readFileSync(ca, 'utf8'), rejectUnauthorized: !insecureSkipTlsVerify };
  const dispatcher = new Agent({ allowH2: false, connect: { ...connect, timeout: WAITS.reachable } });
  const layouts = [...LAYOUTS.values()];
  const token = readIdentities(config.identities).find((caller) => caller.openshiftToken !== undefined)?.openshiftToken;
  const ask = async (question: (layout: Layout) => Question): Promise<Record<string, number>> => {
    // Flavours of one release share their paths.
    const questions = new Map(layouts.map(question).map((asked) => [asked.path, asked]));
    const answers = await Promise.all([...questions.values()].map((asked) => statusOf(dispatcher, gatewayUrl, asked)));
    return Object.fromEntries(answers.flat());
  };
  try {
    return {
      mintPaths: await ask(({ api }) => ({ method: api.mint.method, path: api.mint.path })),
      ...(token !== undefined && {
        readPaths: await ask((layout) => ({ method: 'GET', path: readPathOf(layout), token })),
      }),
    };
  } finally {
    await dispatcher.destroy();
  }
}

/** The path and the status that it was answered with; nothing where there was no answer. */
async function statusOf(dispatcher: Agent, base: string, question: Question): Promise<[string, number][]> {
  const { method, path, token } = question;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    const signal = deadline(WAITS.reachable);
    const { statusCode, body } = await request(new URL(path, base), { method, headers, dispatcher, signal });
    await body.dump();
    return [[path, statusCode]];
  } catch {
    return [];
  }
}
