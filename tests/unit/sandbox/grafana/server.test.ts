import { afterEach, expect, test } from 'vitest';
import { type GrafanaBehaviour, healthyGrafana } from '../../../../sandbox/grafana/behaviour.ts';
import { type GrafanaServer, startGrafana } from '../../../../sandbox/grafana/server.ts';
import { healthyWorld } from '../../../../sandbox/sandbox.ts';

let server: GrafanaServer | undefined;

afterEach(() => server?.close());

async function started(change: Partial<GrafanaBehaviour> = {}): Promise<GrafanaServer> {
  const { objects } = await healthyWorld({ installation: 'guide', realWindows: false });
  const behaviour = { grafana: { ...healthyGrafana(), ...change } };
  // Nothing listens on port 9: a datasource that is down.
  server = await startGrafana({ objects, behaviour }, { port: 0, prometheusUrl: 'http://127.0.0.1:9' });
  return server;
}

const ask = ({ url, token }: GrafanaServer, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${url}${path}`, { redirect: 'manual', ...init, headers: { authorization: `Bearer ${token}` } });

test('its boards are those of the operator’s objects, with a page each', async () => {
  const grafana = await started();
  const hits = (await (await ask(grafana, '/api/search?type=dash-db')).json()) as { uid: string; url: string }[];
  expect(hits).toHaveLength(4);
  const [first] = hits;
  const board = await (await ask(grafana, `/api/dashboards/uid/${first?.uid}`)).json();
  expect(board).toMatchObject({ meta: { url: first?.url }, dashboard: { uid: first?.uid, panels: expect.any(Array) } });
  expect((await ask(grafana, `${first?.url}`)).headers.get('content-type')).toContain('text/html');
  expect((await ask(grafana, '/api/dashboards/uid/none')).status).toBe(404);
});

test('who has no token is refused by the API, and sent to the login by pages', async () => {
  const { url } = await started();
  expect((await fetch(`${url}/api/search`)).status).toBe(401);
  const page = await fetch(`${url}/d/x`, { redirect: 'manual' });
  expect([page.status, page.headers.get('location')]).toEqual([302, '/login']);
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
});

test('a datasource that is down is an error of its query, one that is missing of the request', async () => {
  const body = JSON.stringify({ queries: [{ refId: 'A', expr: 'up' }] });
  const down = await ask(await started(), '/api/ds/query', { method: 'POST', body });
  expect(down.status).toBe(400);
  expect(await down.json()).toMatchObject({
    results: { A: { status: 502, error: expect.stringContaining('refused') } },
  });
  await server?.close();
  const missing = await ask(await started({ datasourceMissing: true }), '/api/ds/query', { method: 'POST', body });
  expect([missing.status, await missing.json()]).toEqual([
    404,
    expect.objectContaining({ message: 'data source not found' }),
  ]);
});

test('a router without a backend, and a login in front', async () => {
  expect((await ask(await started({ badGateway: true }), '/api/search')).status).toBe(502);
  await server?.close();
  const login = await ask(await started({ loginPage: true }), '/api/search');
  expect([login.status, await login.text()]).toEqual([200, expect.stringContaining('Log in')]);
});
