import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that only this user can read, for what a run must not leave behind. */
export interface PrivateFolder {
  path: string;
  remove: () => void;
}

/** Makes the folder (0700). It is removed by `remove`, and however this process exits, SIGKILL apart. */
export function privateFolder(): PrivateFolder {
  // mkdtemp makes it 0700.
  const path = mkdtempSync(join(tmpdir(), 'maas-verify-'));
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on('exit', remove);
  return { path, remove };
}
