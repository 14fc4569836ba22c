import { argumentOf } from './command-line.ts';

/** What the command line of llm-d's simulator says of its answers. Times are in milliseconds. */
export interface SimulatorSettings {
  mode: 'echo' | 'random';
  /** The seed of what it draws; undefined: another one at each start. */
  seed?: string;
  firstToken: Latency;
  betweenTokens: Latency;
  /** How much longer everything may take while it works on several requests; 1: no longer. */
  underLoad: number;
  /** The file that has further settings, which cannot be read. */
  file?: string;
}

/** A mean and its standard deviation, in milliseconds. */
export interface Latency {
  mean: number;
  deviation: number;
}

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000 };

/** Milliseconds of `100` (versions until 0.7) or of a duration as `100ms` and `1.5s` (later ones); undefined for anything else. */
function milliseconds(text: string | undefined): number | undefined {
  if (text === undefined) return 0;
  const [, number, unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit] ?? Number.NaN);
}

/** Reads a simulator's command line; or says which of its arguments is not understood. */
export function simulatorSettings(words: readonly string[]): SimulatorSettings | { problem: string } {
  const mode = argumentOf(words, 'mode') ?? 'random';
  if (mode !== 'echo' && mode !== 'random') return { problem: `--mode ${mode} is neither echo nor random` };
  const times: Record<string, number> = {};
  for (const name of [
    'time-to-first-token',
    'time-to-first-token-std-dev',
    'inter-token-latency',
    'inter-token-latency-std-dev',
  ]) {
    const value = milliseconds(argumentOf(words, name));
    if (value === undefined) return { problem: `--${name} ${argumentOf(words, name)} is no time` };
    times[name] = value;
  }
  const latency = (name: string): Latency => ({ mean: times[name] ?? 0, deviation: times[`${name}-std-dev`] ?? 0 });
  return {
    mode,
    seed: argumentOf(words, 'seed'),
    firstToken: latency('time-to-first-token'),
    betweenTokens: latency('inter-token-latency'),
    underLoad: Number(argumentOf(words, 'time-factor-under-load') ?? 1) || 1,
    file: argumentOf(words, 'config'),
  };
}
