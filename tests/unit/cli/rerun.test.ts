import { expect, test } from 'vitest';
import { rerunCommand } from '../../../cli/rerun.ts';

const failed = [{ id: 'limits.reset', phase: 'limits' }];
const all = [...failed, { id: 'auth.tls-valid', phase: 'authentication' }];

test('target and conditions are kept, selection and output are not', () => {
  const flags = {
    kubeconfig: '/home/ann/my cluster/config',
    gatewayUrl: 'https://maas.example.com',
    allowChanges: true,
    phase: ['authentication'],
    check: ['auth.tls-valid'],
    format: 'json',
    out: 'x',
    color: false,
  };
  expect(rerunCommand('maas-verify', flags, failed, all)).toBe(
    "maas-verify run '--kubeconfig=/home/ann/my cluster/config' --gateway-url=https://maas.example.com --allow-changes --check limits.reset",
  );
});

test('the sandbox and its faults', () => {
  expect(rerunCommand('npx maas-verify', { sandbox: true, fault: ['a', 'b'] }, failed, all)).toBe(
    'npx maas-verify run --sandbox --fault=a --fault=b --check limits.reset',
  );
  expect(rerunCommand('maas-verify', { sandbox: 'maas-0.0.2' }, failed, all)).toContain('--sandbox=maas-0.0.2');
});

test('many checks are named by their phases, all of them not at all', () => {
  const many = Array.from({ length: 30 }, (_, at) => ({ id: `limits.c${at}`, phase: 'limits' }));
  expect(rerunCommand('maas-verify', {}, many, all)).toBe('maas-verify run --phase limits');
  expect(rerunCommand('maas-verify', {}, many, many)).toBe('maas-verify run');
});
