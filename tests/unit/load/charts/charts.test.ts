import { DOMParser, parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { chartsOf } from '../../../../load/charts/charts.ts';
import { asFile } from '../../../../load/charts/draw.ts';
import { mostInFlight } from '../../../../load/charts/in-flight.ts';
import { windowsOf } from '../../../../load/charts/limits.ts';
import { tokenTimes } from '../../../../load/charts/throughput.ts';
import { bucketsOf, perSecond } from '../../../../load/charts/time.ts';
import { measure } from '../../../../load/measures/measure.ts';
import { sampleWith } from '../sample-with.ts';
import { sampleRun } from './sample-run.ts';

const run = sampleRun();
const measures = measure(run.plan, [run.recorded]);
const charts = chartsOf(run.plan, [run.recorded], measures, [measures]);
const named = (name: string): string =>
  charts.find((chart) => chart.name === name)?.svg ?? expect.fail(`no chart ${name}`);
const count = (svg: string, selector: string): number => parseHTML(svg).document.querySelectorAll(selector).length;

test('every chart is drawn, with a name, a title and words for who does not see it', () => {
  expect(charts.map(({ name }) => name)).toEqual([
    'comparison',
    'latency-ttft',
    'latency-icl',
    'latency-tpot',
    'latency-e2e',
    'ttft-over-time',
    'rate',
    'in-flight',
    'throughput',
    'goodput',
    'limits',
    'stalls',
  ]);
  for (const { svg, title, summary } of charts) {
    const root = parseHTML(svg).document.querySelector('svg');
    expect(root?.getAttribute('role')).toBe('img');
    expect(root?.getAttribute('aria-label')).toContain(title);
    expect(summary).toMatch(/\.$/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('colours come from where a chart stands: none is written into it, and tiers have the same one everywhere', () => {
  for (const { svg } of charts) {
    const colours = [...svg.matchAll(/(?:stroke|fill)="([^"]+)"/g)].map(([, colour = '']) => colour);
    for (const colour of colours) expect(colour).toMatch(/^(none|currentColor|var\(--chart-(\d|line)\))$/);
  }
  const lines = (name: string): string[] =>
    [...named(name).matchAll(/<line [^>]*stroke="(var\(--chart-\d\))"/g)].map(([, colour = '']) => colour).slice(0, 2);
  expect(lines('in-flight')).toEqual(lines('stalls'));
});

test('as a file a chart is XML with a style for both schemes', () => {
  for (const { svg } of charts) {
    const text = asFile(svg);
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    expect(root?.getAttribute('xmlns')).toBe('http://www.w3.org/2000/svg');
    expect(text).toContain('prefers-color-scheme:dark');
    expect(text).not.toMatch(/href="http|url\(http|@import/);
  }
});

test('a name of a tier stays text', () => {
  const hostile = '</text><script>alert(1)</script>"\'&\u0000';
  const { plan, recorded } = sampleRun([hostile, 'b']);
  for (const { svg } of chartsOf(plan, [recorded], measure(plan, [recorded]))) {
    expect(count(svg, 'script')).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none
    expect(svg).not.toMatch(/\u0000/);
  }
});

test('a run without samples has no chart', () => {
  const recorded = { ...run.recorded, samples: [] };
  expect(chartsOf(run.plan, [recorded], measure(run.plan, [recorded]))).toEqual([]);
});

test('runs of another plan are not compared', () => {
  const other = { ...measures, plan: '0'.repeat(64) };
  expect(chartsOf(run.plan, [run.recorded], measures, [other]).map(({ name }) => name)).not.toContain('comparison');
});

test('a stall of 900 ms is told and drawn', () => {
  const stalls = charts.find(({ name }) => name === 'stalls');
  expect(stalls?.summary).toContain('The longest of all took 900 ms (free)');
  expect(count(stalls?.svg ?? '', 'circle')).toBe(
    run.recorded.samples.filter(({ outcome }) => outcome === 'admitted').length,
  );
});

test('in flight: what ends when another begins is not counted with it', () => {
  const samples = [
    sampleWith({ sentMs: 0, endMs: 400 }),
    sampleWith({ sentMs: 100, endMs: 2_600 }),
    sampleWith({ sentMs: 400, endMs: 500 }),
  ];
  const buckets = bucketsOf(samples);

  expect(buckets.width).toBe(0.5);
  expect(mostInFlight(samples, buckets)).toEqual([2, 2, 1, 1, 1, 1]);
  expect(mostInFlight([...samples, sampleWith({ sentMs: 300, endMs: 900 })], buckets)[0]).toBe(3);
});

test('tokens come when the events came', () => {
  const sample = sampleWith({
    firstTokenMs: 100,
    gapsMs: [50, 850],
    usage: { prompt: 1, completion: 6, total: 7 },
    endMs: 1_000,
  });
  const buckets = bucketsOf([sample]);

  expect(tokenTimes(sample)).toEqual([
    { ms: 100, count: 2 },
    { ms: 150, count: 2 },
    { ms: 1_000, count: 2 },
  ]);
  expect(perSecond(buckets, tokenTimes(sample))).toEqual([8, 0, 4]);
});

test('windows are shares of the limit, and one that is open has two ends', () => {
  const windows = windowsOf({ plan: run.plan, samples: run.recorded.samples, measures, baselines: [] });

  expect(new Set(windows.map(({ tier }) => tier))).toEqual(new Set(['free']));
  expect(new Set(windows.map(({ user }) => user))).toEqual(new Set([0, 1]));
  for (const { from, to } of windows) expect(from).toBeLessThanOrEqual(to);
  // 2 users, one request every 100 ms: 20 in a window of 4 s, all of the limit.
  expect(windows[0]?.to).toBeCloseTo(1, 0);
});
