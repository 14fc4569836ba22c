import { expect, test } from 'vitest';
import { Namespace } from '../../../../platform/cluster/kinds/core.ts';
import { Gateway, HTTPRoute } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { admissionProblems } from '../../../../platform/cluster/listener-admission.ts';

const LABEL = { 'gateway-access': 'true' };
const namespaces = [
  Namespace.schema.parse({ metadata: { name: 'ingress' } }),
  Namespace.schema.parse({ metadata: { name: 'apps', labels: LABEL } }),
  Namespace.schema.parse({ metadata: { name: 'other' } }),
];
const gateway = (allowed: object | undefined, attachedRoutes = 1) =>
  Gateway.schema.parse({
    metadata: { name: 'gw', namespace: 'ingress' },
    spec: {
      gatewayClassName: 'c',
      listeners: [
        { name: 'http', protocol: 'HTTP', port: 80, allowedRoutes: { namespaces: { from: 'All' } } },
        { name: 'https', protocol: 'HTTPS', port: 443, ...(allowed && { allowedRoutes: { namespaces: allowed } }) },
      ],
    },
    status: {
      listeners: [
        { name: 'http', attachedRoutes: 0 },
        { name: 'https', attachedRoutes },
      ],
    },
  });
const route = (namespace: string, ref: object = {}) =>
  HTTPRoute.schema.parse({
    metadata: { name: 'r', namespace },
    spec: { parentRefs: [{ name: 'gw', namespace: 'ingress', ...ref }] },
  });

test('a listener takes routes of the namespaces that it allows, its own where it says nothing', () => {
  const problems = (allowed: object | undefined, namespace: string): number =>
    admissionProblems(gateway(allowed), [route(namespace)], namespaces).length;
  expect(problems({ from: 'All' }, 'apps')).toBe(0);
  expect(problems(undefined, 'ingress')).toBe(0);
  expect(problems(undefined, 'apps')).toBe(1);
  expect(problems({ from: 'Same' }, 'apps')).toBe(1);
  expect(problems({ from: 'None' }, 'ingress')).toBe(1);
  expect(problems({ from: 'Selector', selector: { matchLabels: LABEL } }, 'apps')).toBe(0);
  expect(problems({ from: 'Selector', selector: { matchLabels: LABEL } }, 'other')).toBe(1);
  expect(problems({ from: 'Selector', selector: { matchLabels: LABEL } }, 'gone')).toBe(1);
  expect(problems({ from: 'Selector' }, 'apps')).toBe(1);
});

test('what plain HTTP takes does not count, and a route that asks for it alone is as meant', () => {
  expect(admissionProblems(gateway({ from: 'Same' }), [route('apps')], namespaces)).toEqual([
    'HTTPRoute apps/r cannot attach to an HTTPS listener: https takes those of Same (FM-24)',
  ]);
  expect(admissionProblems(gateway({ from: 'Same' }), [route('apps', { sectionName: 'http' })], namespaces)).toEqual(
    [],
  );
  expect(admissionProblems(gateway({ from: 'Same' }), [route('apps', { port: 80 })], namespaces)).toEqual([]);
});

test('an HTTPS listener that reports no route is a problem', () => {
  expect(admissionProblems(gateway({ from: 'All' }, 0), [route('apps')], namespaces)).toEqual([
    'listener https reports attachedRoutes 0 (FM-24)',
  ]);
});
