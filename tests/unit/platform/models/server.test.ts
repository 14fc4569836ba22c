import { expect, test } from 'vitest';
import { knownDeviation } from '../../../../platform/models/server.ts';

const IMAGE = 'ghcr.io/llm-d/llm-d-inference-sim';

test.each([
  ['a version that does it', [`${IMAGE}:v0.5.1`], /llm-d-inference-sim v0\.5\.1: each event of a stream/],
  ['among the images of side cars', ['example.com/proxy:1', `${IMAGE}:v0.6.1`], /v0\.6\.1/],
  ['the version that mended it', [`${IMAGE}:v0.7.0`], undefined],
  ['a version that nobody can tell', [`${IMAGE}:latest`], undefined],
  ['a digest alone', [`${IMAGE}@sha256:${'0'.repeat(64)}`], undefined],
  ['another server', ['docker.io/vllm/vllm-openai:v0.5.1'], undefined],
  ['no image', [], undefined],
])('a known deviation: %s', (_, images, wanted) => {
  const told = knownDeviation({ images }, 'stream-ids');
  if (wanted === undefined) expect(told).toBeUndefined();
  else expect(told).toMatch(wanted);
});

test('what was never mended is known of every version', () => {
  expect(knownDeviation({ images: [`${IMAGE}:v0.10.2`] }, 'stop')).toMatch(/stop is ignored/);
  expect(knownDeviation({ images: [`${IMAGE}:v0.10.2`] }, 'empty-messages')).toBeUndefined();
});
