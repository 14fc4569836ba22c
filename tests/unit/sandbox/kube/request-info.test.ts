import { expect, test } from 'vitest';
import { requestInfo } from '../../../../sandbox/kube/request-info.ts';

const info = (method: string, path: string) => requestInfo(method, new URL(path, 'https://kube'));

test.each<[string, string, object]>([
  ['GET', '/api/v1/pods', { verb: 'list', group: '', version: 'v1', resource: 'pods' }],
  ['GET', '/api/v1/namespaces/n/pods/p', { verb: 'get', resource: 'pods', namespace: 'n', name: 'p' }],
  ['GET', '/api/v1/namespaces/n/pods/p/log', { verb: 'get', resource: 'pods', subresource: 'log', name: 'p' }],
  ['GET', '/api/v1/namespaces/n', { verb: 'get', resource: 'namespaces', namespace: 'n', name: 'n' }],
  ['PATCH', '/api/v1/namespaces/n/status', { verb: 'patch', resource: 'namespaces', name: 'n', subresource: 'status' }],
  ['GET', '/api/v1/namespaces', { verb: 'list', resource: 'namespaces', namespace: undefined }],
  [
    'GET',
    '/apis/apps/v1/deployments?watch=true',
    { verb: 'watch', group: 'apps', version: 'v1', resource: 'deployments' },
  ],
  ['GET', '/apis/apps/v1/deployments?watch=true&fieldSelector=metadata.name%3Dd', { verb: 'watch', name: 'd' }],
  ['POST', '/apis/apps/v1/namespaces/n/deployments', { verb: 'create', namespace: 'n', name: undefined }],
  ['PUT', '/apis/apps/v1/namespaces/n/deployments/d/scale', { verb: 'update', name: 'd', subresource: 'scale' }],
  ['DELETE', '/api/v1/namespaces/n/pods', { verb: 'deletecollection' }],
  ['DELETE', '/api/v1/namespaces/n/pods/p', { verb: 'delete' }],
])('%s %s', (method, path, expected) => {
  expect(info(method, path)).toMatchObject({ resource: expected });
});

test.each(['/version', '/api', '/api/v1', '/apis/apps', '/apis/apps/v1', '/readyz'])(
  '%s is a path, no resource',
  (path) => {
    expect(info('GET', path)).toEqual({ path, verb: 'get' });
  },
);
