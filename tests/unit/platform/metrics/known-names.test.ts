import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import { knownNames } from '../../../../platform/metrics/known-names.ts';

const release = knownNames(maas002);

test('the labels of the layout’s telemetry are those of what is admitted only', () => {
  expect(release.labels('authorized_hits')).toContain('tier');
  expect(release.labels('limited_calls')).not.toContain('tier');
  expect(knownNames(guide).labels('authorized_hits')).not.toContain('tier');
});

test('every metric has the labels of its scrape', () => {
  expect(release.labels('limitador_up')).toContain('pod');
});

test('a histogram is three series, with its bound in one', () => {
  expect(release.has('istio_request_duration_milliseconds')).toBe(false);
  expect(release.labels('istio_request_duration_milliseconds_bucket')).toContain('le');
  expect(release.labels('istio_request_duration_milliseconds_count')).not.toContain('le');
});

test('what a component does not expose does not exist; of others nothing is said', () => {
  expect(release.has('limitador_ratelimit_hits_total')).toBe(false);
  expect(release.has('authorized_hits_total')).toBe(false);
  expect(release.near('authorized_hits_total')).toBe('authorized_hits');
  expect(release.has('kube_pod_info')).toBeUndefined();
  expect(release.has('vllm:of_a_later_version')).toBeUndefined();
});

test('what a release leaves out does not exist in it, nor in its flavours', () => {
  expect(knownNames(guide).has('maas_api_http_requests_total')).toBe(true);
  expect(release.has('maas_api_http_requests_total')).toBe(false);
  expect(knownNames({ ...maas002, name: 'maas-0.0.2-rhoai' }).has('maas_api_http_requests_total')).toBe(false);
});

test('every name that a layout asks for is known', () => {
  for (const layout of [guide, maas002]) {
    const { limiter, admitted, refused, tokens, gateway, authorino } = layout.metrics;
    for (const name of [
      ...limiter,
      admitted,
      refused,
      tokens?.counter ?? admitted,
      gateway.answers,
      authorino.decisions,
    ])
      expect(knownNames(layout).has(name), name).toBe(true);
    expect(knownNames(layout).labels(gateway.answers)).toContain(gateway.statusLabel);
    expect(knownNames(layout).labels(authorino.decisions)).toContain(authorino.label);
  }
});
