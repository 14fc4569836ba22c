import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { type GrafanaBehaviour, healthyGrafana } from '../../../../sandbox/grafana/behaviour.ts';
import { type GrafanaServer, startGrafana } from '../../../../sandbox/grafana/server.ts';
import { healthyWorld } from '../../../../sandbox/sandbox.ts';

let server: GrafanaServer | undefined;

afterEach(() => server?.close());

// Nothing listens on port 9: a datasource that is down.
const NOBODY = 'http://127.0.0.1:9';

async function started(change: Partial<GrafanaBehaviour> = {}, prometheusUrl: string = NOBODY): Promise<GrafanaServer> {
  const { objects } = await healthyWorld({ installation: 'guide', realWindows: false });
  const behaviour = { grafana: { ...healthyGrafana(), ...change } };
  server = await startGrafana({ objects, behaviour }, { port: 0, prometheusUrl });
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

test('a datasource that answers a page is an error of the request, and none that a terminal has to show', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => printed.mockRestore());
  const login = createServer((_, response) => response.end('<!DOCTYPE html><title>Log in</title>'));
  onTestFinished(() => void login.close());
  await new Promise<void>((resolve) => login.listen(0, '127.0.0.1', resolve));
  const { port } = login.address() as AddressInfo;
  const grafana = await started({}, `http://127.0.0.1:${port}`);
  const answer = await ask(grafana, '/api/datasources/uid/prometheus/resources/api/v1/label/x/values');
  expect([answer.status, printed.mock.calls]).toEqual([500, []]);
});

test('a router without a backend, and a login in front', async () => {
  expect((await ask(await started({ badGateway: true }), '/api/search')).status).toBe(502);
  await server?.close();
  const login = await ask(await started({ loginPage: true }), '/api/search');
  expect([login.status, await login.text()]).toEqual([200, expect.stringContaining('Log in')]);
});
