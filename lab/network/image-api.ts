import { Hono } from 'hono';
import { lookedUp } from '../../sandbox/kube/image-imports.ts';
import { StatusError } from '../../sandbox/kube/status-errors.ts';
import type { KubeObject } from '../../sandbox/object.ts';
import type { World } from '../../sandbox/world.ts';
import { serveTls, type TlsServer } from './tls-server.ts';

const GROUP = 'image.openshift.io';
const VERSION = 'v1';
const NAMESPACE = 'openshift-apiserver';
const SERVICE = 'api';
/** The address of its Service; its endpoint's is one that no machine has. */
export const IMAGE_API = { host: '172.30.250.10', port: 443 } as const;
const ENDPOINT = '192.0.2.10';

const resources = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: `${GROUP}/${VERSION}`,
  resources: [
    { name: 'imagestreamimports', singularName: '', namespaced: true, kind: 'ImageStreamImport', verbs: ['create'] },
  ],
};

/** OpenShift's own API server, as far as it looks images up, behind the aggregation layer of the real one. */
export async function startImageApi(world: World): Promise<TlsServer> {
  const { cert, key } = await world.certificates.issue({
    commonName: `${SERVICE}.${NAMESPACE}.svc`,
    altNames: [`${SERVICE}.${NAMESPACE}.svc`],
  });
  const app = new Hono();
  app.get(`/apis/${GROUP}/${VERSION}`, (c) => c.json(resources));
  // Who may ask has been decided by the server before it.
  app.post(`/apis/${GROUP}/${VERSION}/namespaces/:namespace/imagestreamimports`, async (c) =>
    c.json(lookedUp(world, await c.req.json()), 201),
  );
  app.onError((error) => {
    if (!(error instanceof StatusError)) throw error;
    return Response.json(error.status, { status: error.status.code });
  });
  return serveTls(app, { cert, key });
}

/** The objects that lead the real API server to it. */
export function imageApiObjects({ certificates }: Pick<World, 'certificates'>): KubeObject[] {
  const place = { name: SERVICE, namespace: NAMESPACE };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: place,
      spec: {
        clusterIP: IMAGE_API.host,
        ports: [{ name: 'https', port: IMAGE_API.port, targetPort: IMAGE_API.port, protocol: 'TCP' }],
      },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...place, labels: { 'kubernetes.io/service-name': SERVICE } },
      addressType: 'IPv4',
      ports: [{ name: 'https', port: IMAGE_API.port, protocol: 'TCP' }],
      endpoints: [{ addresses: [ENDPOINT], conditions: { ready: true } }],
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${VERSION}.${GROUP}` },
      spec: {
        group: GROUP,
        version: VERSION,
        groupPriorityMinimum: 9_900,
        versionPriority: 15,
        service: { ...place, port: IMAGE_API.port },
        caBundle: Buffer.from(certificates.ca).toString('base64'),
      },
    },
  ];
}
