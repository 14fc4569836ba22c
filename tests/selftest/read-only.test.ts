import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runningSandbox } from './running-sandbox.ts';
import { maasVerify, temporaryFolder } from './verify.ts';

/** Reviews are virtual: they are sent as `create`, and store nothing. */
const REVIEWS =
  /^(selfsubjectaccessreviews|selfsubjectrulesreviews|selfsubjectreviews|subjectaccessreviews|tokenreviews)$/;

/**
 * A lookup of images in the form of a creation, as a review is: with `import: false` nothing is imported or stored. It is
 * sent in one namespace only, so that the right to it can be granted there.
 */
const LOOKUP = 'POST /apis/image.openshift.io/v1/namespaces/default/imagestreamimports';

test('a run without --allow-changes only reads the cluster', async () => {
  const folder = await temporaryFolder();
  const sandbox = await runningSandbox(join(folder, 'sandbox'));
  try {
    await maasVerify(['run', ...sandbox.flags, '--out', join(folder, 'out')], { folder });

    const calls = sandbox.requests();
    const writes = calls.filter(
      (call) =>
        !['get', 'list', 'watch'].includes(call.verb) &&
        !call.dryRun &&
        !REVIEWS.test(call.resource) &&
        call.resource !== 'imagestreamimports',
    );
    const lookups = sandbox.requestLines().filter((line) => line.includes('imagestreamimports'));
    expect(calls.length).toBeGreaterThan(20);
    expect(writes).toEqual([]);
    // The sandbox refuses one that would import: a lookup that is answered has stored nothing.
    expect(lookups).toEqual([LOOKUP]);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
});
