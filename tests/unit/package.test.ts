import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../selftest/verify.ts';

const Engines = z.looseObject({ engines: z.looseObject({ node: z.string().optional() }).optional() });
const Package = Engines.extend({
  dependencies: z.record(z.string(), z.string()),
  bin: z.record(z.string(), z.string()),
});
const Lock = z.looseObject({ packages: z.record(z.string(), Engines.extend({ dev: z.boolean().optional() })) });

const read = <T>(file: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
const { engines, bin } = read('package.json', Package);
const promised = engines?.node ?? '';

/** What each package that is installed with this one asks of Node. */
const asked = (): [string, string][] =>
  Object.entries(read('package-lock.json', Lock).packages).flatMap(([folder, { dev, engines: own }]) =>
    folder === '' || dev === true || own?.node === undefined ? [] : [[folder, own.node]],
  );

test('the oldest Node that is promised is one that every library takes, and no older one is', () => {
  const floor = semver.minVersion(promised) ?? '';
  const refusing = (node: string) => asked().filter(([, range]) => !semver.satisfies(node, range));
  expect(asked().length).toBeGreaterThan(50);
  expect(refusing(String(floor))).toEqual([]);
  expect(refusing('22.18.0').map(([folder]) => folder)).toContain('node_modules/undici');
});

test('the command turns an older Node away, in a package, with what it needs', () => {
  const launcher = readFileSync(join(ROOT, bin['maas-verify'] ?? ''), 'utf8');
  const floor = semver.minVersion(promised);
  expect(launcher).toContain(`[${floor?.major}, ${floor?.minor}]`);
});
