import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runningSandbox } from './running-sandbox.ts';
import { maasVerify, temporaryFolder } from './verify.ts';

/** Reviews are virtual: they are sent as `create`, and store nothing. */
const REVIEWS =
  /^(selfsubjectaccessreviews|selfsubjectrulesreviews|selfsubjectreviews|subjectaccessreviews|tokenreviews)$/;

test('a run without --allow-changes only reads the cluster', async () => {
  const folder = await temporaryFolder();
  const sandbox = await runningSandbox(join(folder, 'sandbox'));
  try {
    await maasVerify(['run', ...sandbox.flags, '--out', join(folder, 'out')], { folder });

    const calls = sandbox.requests();
    const writes = calls.filter(
      (call) => !['get', 'list', 'watch'].includes(call.verb) && !call.dryRun && !REVIEWS.test(call.resource),
    );
    expect(calls.length).toBeGreaterThan(20);
    expect(writes).toEqual([]);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
});
