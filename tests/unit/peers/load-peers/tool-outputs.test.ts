import { describe, expect, test } from 'vitest';
import { parseAiperf } from '../../../peers/load-peers/aiperf.ts';
import { parseGuidellm } from '../../../peers/load-peers/guidellm.ts';
import { parseInferencePerf } from '../../../peers/load-peers/inference-perf.ts';
import { parseVegeta } from '../../../peers/load-peers/vegeta.ts';
import { parseWrk } from '../../../peers/load-peers/wrk.ts';

describe('guidellm', () => {
  const request = {
    request_id: '72478d9b',
    response_id: 'mock-1',
    time_to_first_token_ms: 248.02,
    time_per_output_token_ms: 39.56,
    inter_token_latency_ms: 28.59,
  };
  const results = (successful: object[]) =>
    JSON.stringify({ benchmarks: [{ requests: { successful, errored: [{ response_id: null }], total: null } }] });

  test('has the mean of the gaps, not the gaps, and the id of the answer', () => {
    expect(parseGuidellm(results([request]))).toEqual([{ id: 'mock-1', ttftMs: 248.02, itlMs: 28.59 }]);
  });

  test('another form is refused, not read as nothing', () => {
    expect(() => parseGuidellm(results([{ ...request, response_id: undefined }]))).toThrow('response_id');
    expect(() => parseGuidellm('{"benchmarks": []}')).toThrow('benchmarks');
  });
});

describe('aiperf', () => {
  const line = {
    metadata: { x_request_id: '934929ef', benchmark_phase: 'profiling' },
    metrics: {
      time_to_first_token: { value: 215.3, unit: 'ms' },
      inter_chunk_latency: { value: [29, 33], unit: 'ms' },
      inter_token_latency: { value: 31, unit: 'ms' },
      request_latency: { value: 785, unit: 'ms' },
    },
    error: null,
  };
  const linesOf = (...lines: object[]) => lines.map((one) => `${JSON.stringify(one)}\n`).join('');

  test('has every gap; a request that failed has none', () => {
    const failed = { metadata: line.metadata, metrics: {}, error: { code: 500, message: 'broken' } };
    expect(parseAiperf(linesOf(line, failed))).toEqual([
      { id: '934929ef', ttftMs: 215.3, itlMs: 31, gapsMs: [29, 33] },
    ]);
  });

  test('without a time between tokens it is the mean of the gaps', () => {
    const metrics = {
      ...line.metrics,
      inter_token_latency: undefined,
      inter_chunk_latency: { value: [10, 30], unit: 'ms' },
    };
    expect(parseAiperf(linesOf({ ...line, metrics }))[0]?.itlMs).toBe(20);
  });

  test('another unit is refused', () => {
    const metrics = { ...line.metrics, time_to_first_token: { value: 0.2, unit: 's' } };
    expect(() => parseAiperf(linesOf({ ...line, metrics }))).toThrow('time_to_first_token');
  });
});

describe('inference-perf', () => {
  const record = {
    start_time: 75_851.7,
    end_time: 75_852.5,
    response: 'data: {"id":"mock-21","choices":[]}\n\n',
    info: { response_metrics: { output_tokens: 3, output_token_times: [75_851.95, 75_851.98, 75_852.5] } },
    error: null,
  };

  test('has seconds, and the id inside of the answer', () => {
    const [seen] = parseInferencePerf(JSON.stringify([record]));
    expect(seen?.id).toBe('mock-21');
    expect(seen?.ttftMs).toBeCloseTo(250, 3);
    expect(seen?.gapsMs?.map((gap) => Math.round(gap))).toEqual([30, 520]);
    expect(seen?.itlMs).toBeCloseTo(275, 3);
  });

  test('a request that failed is left out', () => {
    const failed = { ...record, error: { error_type: 'ClientError', error_msg: 'broken' } };
    expect(parseInferencePerf(JSON.stringify([failed]))).toEqual([]);
  });

  test('an answer without an id, and one without tokens, are refused', () => {
    expect(() => parseInferencePerf(JSON.stringify([{ ...record, response: 'data: [DONE]' }]))).toThrow(
      'without an id',
    );
    const info = { response_metrics: { output_token_times: [] } };
    expect(() => parseInferencePerf(JSON.stringify([{ ...record, info }]))).toThrow('output_token_times');
  });
});

describe('vegeta', () => {
  test('counts what was answered with 200 until the last answer', () => {
    const report = {
      requests: 10,
      duration: 2e9,
      wait: 5e8,
      status_codes: { '0': 1, '200': 7, '503': 2 },
      success: 0.7,
    };
    expect(parseVegeta(JSON.stringify(report))).toEqual({ answered: 7, failed: 3, lastedMs: 2_500 });
  });

  test('a run without an answer has failures alone', () => {
    const report = { requests: 2, duration: 1e9, wait: 0, status_codes: { '0': 2 } };
    expect(parseVegeta(JSON.stringify(report))).toEqual({ answered: 0, failed: 2, lastedMs: 1_000 });
  });
});

describe('wrk', () => {
  const human = 'Running 3s test @ http://127.0.0.1/\n  8140 requests in 3.05s, 3.18MB read\nRequests/sec:   2671.71\n';

  test('has what its script prints', () => {
    const stdout = `${human}{"requests":8140,"durationUs":3046738,"failed":40}\n`;
    expect(parseWrk(stdout)).toEqual({ answered: 8_100, failed: 40, lastedMs: 3_046.738 });
  });

  test('what it prints for people is not guessed from', () => {
    expect(() => parseWrk(human)).toThrow('no summary');
  });
});
