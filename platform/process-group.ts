/**
 * Kills a program with all that it has started: a shell's children hold its pipes open, so that killing the shell alone would
 * wait for them. The program must have been started as the leader of a group of its own.
 */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
