import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../platform/session.ts';

/** A folder that only this user can read, for what a run must not leave behind. */
export interface PrivateFolder {
  path: string;
  remove: () => void;
}

const PREFIX = 'maas-verify-';
/** Holds the id of the process that the folder belongs to. */
const OWNER = 'owner';
export const SESSION_FILE = 'session.json';

const removed = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });

/** Makes the folder (0700). It is removed by `remove`, and however this process exits, SIGKILL apart. */
export function privateFolder(): PrivateFolder {
  // mkdtemp makes it 0700.
  const path = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(path, OWNER), String(process.pid), { mode: 0o600 });
  const remove = (): void => {
    process.off('exit', remove);
    removed(path);
  };
  process.on('exit', remove);
  return { path, remove };
}

/** The folder of a run that was killed. */
export interface DeadFolder extends PrivateFolder {
  /** What the run was; absent where it did not come to its checks. */
  session?: Session;
}

/** The folders of this user's runs whose process is gone. */
export function deadFolders(): DeadFolder[] {
  return readdirSync(tmpdir(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(PREFIX))
    .map(({ name }) => join(tmpdir(), name))
    .filter(isDead)
    .map((path) => ({ path, session: sessionIn(path), remove: () => removed(path) }));
}

function isDead(path: string): boolean {
  let owner: number;
  try {
    owner = Number(readFileSync(join(path, OWNER), 'utf8'));
  } catch {
    // Somebody else's, or no folder of a run.
    return false;
  }
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function sessionIn(path: string): Session | undefined {
  const file = join(path, SESSION_FILE);
  if (!existsSync(file)) return undefined;
  try {
    const session = Session.parse(JSON.parse(readFileSync(file, 'utf8')));
    return session.privateFolder === path ? session : undefined;
  } catch {
    // Of another version of the harness.
    return undefined;
  }
}
