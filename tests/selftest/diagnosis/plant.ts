import type { World } from '../../../sandbox/world.ts';
import type { Secrets } from './secrets.ts';

const SINCE = '2026-11-02T08:17:30Z';

/** Puts every secret where such a one is found: logs, events, annotations, variables, arguments, configuration, binary data. */
export function plant(world: World, { values, texts }: Secrets): void {
  const all = Object.entries(texts);
  const container = { namespace: 'maas', pod: 'planted', container: 'app' };
  for (const [kind, text] of all)
    for (const line of text.split('\n')) world.logs.append(container, `${SINCE} INFO ${kind} ${line}`);
  world.logs.append({ ...container, container: 'app.previous' }, `${SINCE} panic: ${texts['bearer']}`);
  const metadata = (name: string, annotations: Record<string, string> = {}) => ({
    name,
    namespace: 'maas',
    creationTimestamp: SINCE,
    annotations,
  });
  world.objects.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata('planted', {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ spec: { note: values['applied'] } }),
      ...Object.fromEntries(all.map(([kind, text]) => [`example.com/${kind.toLowerCase()}`, text])),
    }),
    spec: {
      containers: [
        {
          name: 'app',
          image: 'quay.io/example/app:1',
          args: ['--listen=:8080', '--api-key', values['argument'] ?? ''],
          env: [
            { name: 'UPSTREAM_TOKEN', value: values['envToken'] },
            ...all.map(([kind, value]) => ({ name: `PLAIN_${kind.toUpperCase()}`, value })),
          ],
        },
      ],
    },
    status: { phase: 'Running', containerStatuses: [{ name: 'app', ready: true, restartCount: 1 }] },
  });
  world.objects.put({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('planted'),
    data: {
      ...Object.fromEntries(all.map(([kind, text]) => [`${kind}.txt`, text])),
      'db-password': values['password'] ?? '',
    },
    binaryData: Object.fromEntries(['gzipped', 'zipped', 'tarred'].map((kind) => [`${kind}.bin`, texts[kind] ?? ''])),
  });
  world.objects.put({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: metadata('planted'),
    reason: 'Failed',
    message: all.map(([, text]) => text).join(' | '),
    involvedObject: { kind: 'Pod', name: 'planted', namespace: 'maas' },
  });
  world.objects.put({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata('planted-secret'),
    data: { password: Buffer.from(values['password'] ?? '').toString('base64') },
  });
}
