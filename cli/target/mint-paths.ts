import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { LAYOUTS } from '../../layouts/layouts.ts';
import type { Config } from '../../platform/config.ts';
import { deadline, WAITS } from '../../platform/waits.ts';

/**
 * Asks the gateway, without a token, for each layout's path of minting: a path that is not routed answers 404, one that is
 * routed refuses. Nothing is minted. A path that gave no answer is left out.
 */
export async function mintPaths(config: Config): Promise<Record<string, number>> {
  const { gatewayUrl, ca, insecureSkipTlsVerify } = config;
  if (gatewayUrl === undefined) return {};
  const connect = { ca: ca && readFileSync(ca, 'utf8'), rejectUnauthorized: !insecureSkipTlsVerify };
  const dispatcher = new Agent({ allowH2: false, connect: { ...connect, timeout: WAITS.reachable } });
  const paths = [...LAYOUTS.values()].map((layout) => layout.api.mint);
  try {
    const answers = await Promise.all(
      paths.map(async ({ method, path }) => {
        try {
          const signal = deadline(WAITS.reachable);
          const { statusCode, body } = await request(new URL(path, gatewayUrl), { method, dispatcher, signal });
          await body.dump();
          return [[path, statusCode] as const];
        } catch {
          return [];
        }
      }),
    );
    return Object.fromEntries(answers.flat());
  } finally {
    await dispatcher.destroy();
  }
}
