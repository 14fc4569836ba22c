import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, configJsonSchema, resolveConfig } from '../../../platform/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-test-'));
const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const environment = { HOME: folder };
const message = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no error';
};

test('with nothing given every option has its default, and no kubeconfig is invented', () => {
  expect(resolveConfig({ flags: {}, environment, folder })).toMatchObject({
    kubeconfig: undefined,
    layout: 'auto',
    phases: [],
    allowChanges: false,
    insecureSkipTlsVerify: false,
    format: 'console',
    out: join(folder, 'maas-verify-out'),
    requestBudget: 1200,
  });
});

test('flags win over the environment, which wins over the file', () => {
  const file = written('layers.yaml', 'layout: guide\nstrict: true\nrequestBudget: 5\ngatewayUrl: https://file\n');

  const config = resolveConfig({
    flags: { layout: 'maas-0.0.2', context: undefined, checks: [] },
    environment: {
      ...environment,
      MAAS_VERIFY_REQUEST_BUDGET: '7',
      MAAS_VERIFY_LAYOUT: 'guide',
      MAAS_VERIFY_CHECKS: 'a.b, c.d',
    },
    file,
    folder,
  });

  expect(config).toMatchObject({
    layout: 'maas-0.0.2',
    requestBudget: 7,
    strict: true,
    gatewayUrl: 'https://file',
    checks: ['a.b', 'c.d'],
  });
});

test('an unknown key of the file is named, with the nearest one', () => {
  const file = written('unknown.yaml', 'gatewayURL: https://x\n');

  expect(message(() => resolveConfig({ flags: {}, environment, file, folder }))).toBe(
    `configuration file ${file}: unknown key "gatewayURL"; did you mean gatewayUrl?`,
  );
});

test('a mistyped variable is named, a Service’s variables are not ours', () => {
  const mistyped = { ...environment, MAAS_VERIFY_GATEWAYURL: 'https://x' };
  const service = { ...environment, MAAS_VERIFY_SERVICE_HOST: '10.0.0.1', MAAS_VERIFY_SESSION: '/x' };

  expect(message(() => resolveConfig({ flags: {}, environment: mistyped, folder }))).toContain(
    'MAAS_VERIFY_GATEWAY_URL?',
  );
  expect(message(() => resolveConfig({ flags: {}, environment: service, folder }))).toBe('no error');
});

test.each([
  [{ layout: 'guid' }, 'layout: '],
  [{ gatewayUrl: 'maas.example' }, 'gatewayUrl: expected a URL such as https://host'],
  [{ phases: ['nope'] }, 'phases.0: '],
  [{ requestBudget: 0 }, 'requestBudget: '],
  [{ gatewayurl: 'https://x' }, 'unknown option "gatewayurl"; did you mean gatewayUrl?'],
  [{ ca: 'nowhere.crt' }, `ca: ${join(folder, 'nowhere.crt')} does not exist`],
  [{ bundle: '.', kubeconfig: '.' }, 'exclude each other'],
])('%o is refused in one line', (flags, text) => {
  const refused = message(() => resolveConfig({ flags, environment, folder }));

  expect(refused).toContain(text);
  expect(refused).not.toContain('\n');
});

test.each([
  ['broken.yaml', 'a: [1', 'is not valid YAML'],
  ['list.yaml', '- a', 'must be a map'],
])('the file %s is refused in one line', (name, text, why) => {
  const refused = message(() => resolveConfig({ flags: {}, environment, file: written(name, text), folder }));

  expect(refused).toContain(why);
  expect(refused).not.toContain('\n');
});

test('a switch of the environment must be true or false', () => {
  expect(
    message(() => resolveConfig({ flags: {}, environment: { ...environment, MAAS_VERIFY_STRICT: 'maybe' }, folder })),
  ).toBe('MAAS_VERIFY_STRICT: expected true or false, got "maybe"');
});

test('the kubeconfig is taken from $KUBECONFIG, unless a bundle is verified', () => {
  const KUBECONFIG = written('kubeconfig', '');

  expect(resolveConfig({ flags: {}, environment: { ...environment, KUBECONFIG }, folder }).kubeconfig).toBe(KUBECONFIG);
  expect(resolveConfig({ flags: { bundle: '.' }, environment: { KUBECONFIG }, folder }).kubeconfig).toBeUndefined();
});

test('relative paths of the file start at the file', () => {
  written('ca.crt', '');
  const file = written('relative.yaml', 'ca: ca.crt\n');

  expect(resolveConfig({ flags: {}, environment, file, folder: tmpdir() }).ca).toBe(join(folder, 'ca.crt'));
});

test('the options have a JSON Schema', () => {
  expect(configJsonSchema()).toMatchObject({ type: 'object', additionalProperties: false });
});
