import { expect, test } from 'vitest';
import { wordsOf } from '../../../../platform/models/command-line.ts';
import { simulators } from '../../../../platform/models/server.ts';
import { simulatorSettings } from '../../../../platform/models/simulator-settings.ts';

const NOTHING = { mean: 0, deviation: 0 };

test('without arguments a simulator answers at random, at once', () => {
  expect(simulatorSettings(['/app/llm-d-inference-sim', '--model', 'm'])).toEqual({
    mode: 'random',
    seed: undefined,
    firstToken: NOTHING,
    betweenTokens: NOTHING,
    underLoad: 1,
    file: undefined,
  });
});

test('both ways to write an argument are read, and the last one counts', () => {
  const words = ['--mode', 'random', '--seed=7', '--time-to-first-token', '100', '--mode=echo'];
  expect(simulatorSettings(words)).toMatchObject({
    mode: 'echo',
    seed: '7',
    firstToken: { mean: 100, deviation: 0 },
  });
});

test.each([
  ['20', 20],
  ['20ms', 20],
  ['1.5s', 1_500],
  ['1m', 60_000],
])('a latency of %s is %i ms', (text, ms) => {
  expect(simulatorSettings([`--inter-token-latency=${text}`, '--inter-token-latency-std-dev', '3'])).toMatchObject({
    betweenTokens: { mean: ms, deviation: 3 },
  });
});

test.each([
  [['--mode', 'dream'], /--mode dream/],
  [['--time-to-first-token', 'soon'], /--time-to-first-token soon is no time/],
  [['--inter-token-latency'], undefined],
])('%j', (words, problem) => {
  const read = simulatorSettings(words);
  if (problem === undefined) expect(read).toMatchObject({ betweenTokens: NOTHING });
  else expect(read).toMatchObject({ problem: expect.stringMatching(problem) });
});

test('arguments inside a shell script are words, too', () => {
  const script = ['-c', 'exec /app/llm-d-inference-sim --mode "echo"'];
  expect(simulatorSettings(wordsOf({ command: ['/bin/sh'], args: script }))).toMatchObject({ mode: 'echo' });
});

test('a simulator is known by its image', () => {
  const words: string[] = [];
  const simulator = { image: 'ghcr.io/llm-d/llm-d-inference-sim:v0.5.1', words };
  const others = [
    { image: 'quay.io/opendatahub/vllm-cpu:v0.10.2', words },
    { image: 'example.com/not-llm-d-inference-sim-ui:1', words },
  ];
  expect(simulators([...others, simulator])).toEqual([simulator]);
});
