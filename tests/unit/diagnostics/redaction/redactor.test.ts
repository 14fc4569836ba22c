import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { redactor } from '../../../../diagnostics/redaction/redactor.ts';
import { forgetSecrets, register } from '../../../../platform/redact.ts';

afterEach(forgetSecrets);

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';

test('equal secrets have equal placeholders, others have others, and kinds are counted apart', () => {
  const { text } = redactor();
  expect(text(`a ${JWT} b ${JWT} c ${JWT}x d sha256~0123456789abcdef`)).toBe(
    'a [redacted:jwt:1] b [redacted:jwt:1] c [redacted:jwt:2] d [redacted:sha256:1]',
  );
});

test('a secret has the same placeholder in an object, under a secret name, and in a header', () => {
  const { text, object } = redactor();
  const mark = text(`Authorization: Bearer ${JWT}`).split(' ').at(-1);
  expect(object({ data: { token: JWT } })).toEqual({ data: { token: mark } });
});

test.each([
  ['Set-Cookie: session=abcdef0123456789; HttpOnly', 'abcdef0123456789'],
  ['postgres://maas:hunter2hunter2@db/maas', 'hunter2hunter2'],
  ['{"auths":{"quay.io":{"auth":"cm9ib3Q6aHVudGVyMg=="}}}', 'cm9ib3Q6aHVudGVyMg=='],
  ['{\\"password\\":\\"hunter2hunter2\\"}', 'hunter2hunter2'],
  ['GET /?access_token=hunter2hunter2&limit=1', 'hunter2hunter2'],
  ['X-Api-Key: hunter2hunter2', 'hunter2hunter2'],
  ['aws_secret_access_key = hunter2hunter2/+abc', 'hunter2hunter2'],
  ['AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
  ['hf_abcdefghijklmnopqrst', 'hf_abcdefghijklmnopqrst'],
])('in %s, the secret is replaced', (line, secret) => {
  const clean = redactor().text(line);
  expect(clean).not.toContain(secret);
  expect(clean).toContain('[redacted:');
});

test.each([
  'prompt_tokens=12345678 completion_tokens=1 total_tokens=12345679',
  'waiting for secret: maas-gateway-serving-cert',
  'GET /v1/models 200 0ef13ca5-a65a-43c9-87ee-d23a5e2f8ac0',
  '/apis/authorino.kuadrant.io/v1beta3/namespaces/kuadrant-system/authconfigs',
  'quay.io/opendatahub/maas-api@sha256:4c1f6b7e0a5d4e0f9e3c0b7a1d2e5f8091a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6',
])('what explains a failure stays: %s', (line) => {
  expect(redactor().text(line)).toBe(line);
});

test.each([
  ['a text with a secret', Buffer.from('the password: hunter2hunter2 it is').toString('base64')],
  ['what is packed', gzipSync('anything at all').toString('base64')],
  ['a secret encoded twice', Buffer.from(Buffer.from(`token: ${JWT} here`).toString('base64')).toString('base64')],
])('encoded data with %s is replaced whole, also behind other letters', (_, encoded) => {
  for (const before of ['', 'a/', 'ab/', 'abc/']) {
    const clean = redactor().text(`key: ${before}${encoded}`);
    expect(clean).toMatch(/^key: \[redacted:(encoded|packed):\d\]$/);
  }
});

test('encoded data that hides nothing stays: a certificate is public', () => {
  const certificate = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIDQDCCAiigAwIBAgIIZ0vGz2mZ0F4w\n').toString('base64');
  expect(redactor().text(certificate)).toBe(certificate);
});

test('registered secrets are replaced in every form', () => {
  register('correct-horse-battery');
  const clean = redactor().text(`x correct-horse-battery y ${Buffer.from('correct-horse-battery').toString('base64')}`);
  expect(clean).not.toMatch(/correct-horse|Y29ycmVjdC1ob3JzZS/);
});

test('of an object, secrets go by the names of variables, fields and flags, and copies of what was applied go', () => {
  const clean = redactor().object({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'a',
      managedFields: [{ manager: 'kubectl' }],
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', note: 'kept' },
    },
    spec: {
      containers: [
        {
          args: ['--port', '8080', '--api-key', 'hunter2', '--verbose'],
          env: [
            { name: 'HF_TOKEN', value: 'short' },
            { name: 'LOG_LEVEL', value: 'debug' },
            { name: 'ENABLE_TOKEN', value: 'true' },
            { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
          ],
        },
      ],
    },
  });
  expect(clean).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', annotations: { note: 'kept' } },
    spec: {
      containers: [
        {
          args: ['--port', '8080', '--api-key', '[redacted:value:1]', '--verbose'],
          env: [
            { name: 'HF_TOKEN', value: '[redacted:value:2]' },
            { name: 'LOG_LEVEL', value: 'debug' },
            { name: 'ENABLE_TOKEN', value: 'true' },
            { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
          ],
        },
      ],
    },
  });
});

test('who set which fields of a policy stays: a check asks for it', () => {
  const policy = {
    apiVersion: 'kuadrant.io/v1',
    kind: 'AuthPolicy',
    metadata: { name: 'a', managedFields: [{ manager: 'kubectl-edit' }] },
  };
  expect(redactor().object(policy)).toEqual(policy);
});

test('binary data is replaced by its size', () => {
  const clean = redactor().object({ kind: 'ConfigMap', binaryData: { blob: Buffer.alloc(10).toString('base64') } });
  expect(clean).toEqual({ kind: 'ConfigMap', binaryData: { blob: '[binary data: 10 bytes, not collected]' } });
});

test('masked hosts are hosts still, equal ones equal; API groups are no hosts', () => {
  const { text } = redactor({ maskHostsOf: ['ocp.example.com'] });
  expect(text('https://maas.apps.ocp.example.com/v1 10.0.0.1 api.ocp.example.com maas.apps.ocp.example.com')).toBe(
    'https://host-1.masked.invalid/v1 address-1.masked.invalid host-2.masked.invalid host-1.masked.invalid',
  );
  expect(text('gateway.networking.k8s.io/v1')).toBe('gateway.networking.k8s.io/v1');
});
