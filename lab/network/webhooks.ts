import { Hono } from 'hono';
import { z } from 'zod';
import type { KubeObject, ObjectStore } from '../../sandbox/object.ts';
import type { World } from '../../sandbox/world.ts';
import { serveTls, type TlsServer } from './tls-server.ts';

const KINDS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

interface ServiceRef {
  name: string;
  namespace: string;
  port?: number;
}

const Review = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  request: z.looseObject({ uid: z.string() }),
});

interface Webhook {
  clientConfig?: { service?: ServiceRef; caBundle?: string };
}

const webhooksOf = (objects: ObjectStore): Webhook[] =>
  KINDS.flatMap((kind) => objects.all(kind)).flatMap((configuration): Webhook[] => configuration['webhooks'] ?? []);

/** The Services that the installation's webhooks are asked through. */
export function webhookServices(objects: ObjectStore): ServiceRef[] {
  return webhooksOf(objects).flatMap(({ clientConfig }) => clientConfig?.service ?? []);
}

/** Gives every webhook the CA that the lab's certificates are of, as OpenShift's service CA does. */
export function injectCa({ objects, certificates }: Pick<World, 'objects' | 'certificates'>): void {
  const bundle = Buffer.from(certificates.ca).toString('base64');
  for (const { apiVersion, kind, metadata } of KINDS.flatMap((kind) => objects.all(kind))) {
    objects.edit({ apiVersion, kind, name: metadata.name }, (configuration) => inject(configuration, bundle));
  }
}

function inject(configuration: KubeObject, bundle: string): void {
  const webhooks: Webhook[] = configuration['webhooks'] ?? [];
  for (const { clientConfig } of webhooks) if (clientConfig?.caBundle !== undefined) clientConfig.caBundle = bundle;
}

/**
 * Answers the installation's admission webhooks in the place of its controllers, which have no package: each request is
 * allowed and nothing is changed. The API server asks them by TLS with the name of their Service.
 */
export async function startWebhooks(world: World): Promise<TlsServer> {
  const names = webhookServices(world.objects).map(({ name, namespace }) => `${name}.${namespace}.svc`);
  const { cert, key } = await world.certificates.issue({
    commonName: 'webhooks',
    altNames: names.length === 0 ? ['localhost'] : [...new Set(names)],
  });
  const app = new Hono();
  app.post('*', async (c) => {
    const parsed = Review.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.text('expected an AdmissionReview', 400);
    const { apiVersion, kind, request } = parsed.data;
    return c.json({ apiVersion, kind, response: { uid: request.uid, allowed: true } });
  });
  return serveTls(app, { cert, key });
}
