import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { list } from 'tar';
import { expect, test } from 'vitest';
import { pack } from '../../../../diagnostics/archive/pack.ts';
import { Refusal } from '../../../../diagnostics/archive/refusal.ts';
import { temporary } from '../collecting.ts';

/** As what is staged is written. */
const OWN = { mode: 0o600 };
const nothing = (): undefined => undefined;

/** A bundle that is ready to be packed, and where it goes. */
function ready(): { folder: string; name: string; file: string; out: string } {
  const folder = temporary();
  const out = temporary();
  const logs = join(folder, 'bundle', 'namespaces', 'maas', 'pods', 'p', 'logs');
  mkdirSync(logs, { recursive: true });
  writeFileSync(join(logs, 'current.log'), 'one\n', OWN);
  writeFileSync(join(folder, 'bundle', 'manifest.json'), '{}', OWN);
  writeFileSync(join(folder, 'bundle', '@odd name'), 'odd', OWN);
  return { folder, name: 'bundle', file: join(out, 'bundle.tar.gz'), out };
}

test('an archive holds every file below its own folder, in order and for its owner alone, and no folders', async () => {
  const { folder, name, file, out } = ready();
  writeFileSync(file, 'an older one');

  await pack({ folder, name, file, scan: nothing });

  const entries: string[] = [];
  await list({
    file,
    onReadEntry: ({ path, type, mode }) => void entries.push(`${path} ${type} ${mode?.toString(8)}`),
  });
  expect(entries).toEqual([
    'bundle/@odd name File 600',
    'bundle/manifest.json File 600',
    'bundle/namespaces/maas/pods/p/logs/current.log File 600',
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(out)).toEqual(['bundle.tar.gz']);
});

test('where the scan finds something, nothing is written, and what was there stays', async () => {
  const { folder, name, file, out } = ready();
  writeFileSync(file, 'an older one');
  const scan = (bytes: Buffer) => (bytes.includes('one') ? 'a token' : undefined);

  const packed = pack({ folder, name, file, scan });

  await expect(packed).rejects.toThrow(/no bundle was written: a token is in bundle\/namespaces\/.*current\.log/);
  await expect(packed).rejects.toBeInstanceOf(Refusal);
  expect(readdirSync(out)).toEqual(['bundle.tar.gz']);
  expect(readFileSync(file, 'utf8')).toBe('an older one');
});

test('where it cannot be written, that is one line with what to do, and no half of it is left', async () => {
  const { folder, name, out } = ready();
  const packed = pack({ folder, name, file: join(out, 'no-such-folder', 'bundle.tar.gz'), scan: nothing });

  await expect(packed).rejects.toThrow(/cannot be written \(ENOENT\); give another place with --out$/);
  expect(readdirSync(out)).toEqual([]);
});
