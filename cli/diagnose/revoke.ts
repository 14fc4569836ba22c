import { LAYOUTS } from '../../layouts/layouts.ts';
import type { Config } from '../../platform/config.ts';
import type { Session } from '../../platform/session.ts';
import { cleanUp } from '../clean-up.ts';
import type { PrivateFolder } from '../private-folder.ts';

/** Revokes the token that the tracked request was sent with, where it was minted for it; answers what is left behind. */
export async function revokeMinted({
  config,
  target,
  folder,
}: {
  config: Config;
  target: Session['target'];
  folder: PrivateFolder;
}): Promise<string[]> {
  if (config.identities === undefined || !LAYOUTS.has(config.layout)) return [];
  const { objects, tokens } = await cleanUp({
    runId: 'diagnose',
    privateFolder: folder.path,
    target,
    layout: { name: config.layout, evidence: [] },
    checks: [],
    models: [],
    allowChanges: true,
    allowDisruption: false,
    requestBudget: config.requestBudget,
    tokenBudget: config.tokenBudget,
  });
  return [...objects, ...tokens];
}
