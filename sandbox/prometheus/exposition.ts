import { type Labels, NAME } from './labels.ts';

interface ExposedSample {
  /** Includes `__name__`. */
  labels: Labels;
  value: number;
}

export interface MetricMetadata {
  type: string;
  help: string;
}

export interface Exposition {
  samples: ExposedSample[];
  /** By metric family. */
  metadata: Map<string, MetricMetadata>;
}

const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\\n]|\\.)*)"\s*(,?)/y;
const LABELS_END = /\s*\}/y;
const VALUE = /\s+(\S+)(?:\s+-?\d+)?\s*$/y;
const COMMENT = /^#\s+(HELP|TYPE)\s+(\S+)\s*(.*)$/;

/**
 * Reads Prometheus' text exposition format 0.0.4. Timestamps are dropped, as a scrape with honorTimestamps off does.
 * Throws a SyntaxError naming the line that is none.
 */
export function parseExposition(text: string): Exposition {
  const exposition: Exposition = { samples: [], metadata: new Map() };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('#')) noteMetadata(exposition.metadata, line);
    else if (line.trim() !== '') exposition.samples.push(sampleOf(line, index + 1));
  }
  return exposition;
}

function noteMetadata(metadata: Map<string, MetricMetadata>, line: string): void {
  const [, field, family, text] = COMMENT.exec(line) ?? [];
  if (field === undefined || family === undefined) return;
  const known = metadata.get(family) ?? { type: 'unknown', help: '' };
  metadata.set(family, { ...known, [field === 'TYPE' ? 'type' : 'help']: unescaped(text ?? '') });
}

function sampleOf(line: string, number: number): ExposedSample {
  const wrong = (what: string): SyntaxError =>
    new SyntaxError(`line ${number}: expected ${what}, got ${JSON.stringify(line)}`);
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };

  const name = take(METRIC_NAME)?.[0];
  if (name === undefined) throw wrong('a metric name');
  const labels: Labels = { [NAME]: name };
  if (line[at] === '{') {
    at += 1;
    for (let label = take(LABEL); label !== null; label = take(LABEL)) {
      const [, key = '', value = '', comma] = label;
      if (Object.hasOwn(labels, key)) throw wrong(`label "${key}" once`);
      labels[key] = unescaped(value);
      if (comma === '') break;
    }
    if (take(LABELS_END) === null) throw wrong('label="value" pairs and a closing brace');
  }
  const value = take(VALUE)?.[1];
  if (value === undefined) throw wrong('a value');
  const read = numberOf(value);
  if (read === undefined) throw wrong('a number');
  return { labels, value: read };
}

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, escaped: string) =>
    escaped === 'n' ? '\n' : escaped === '"' || escaped === '\\' ? escaped : `\\${escaped}`,
  );

function numberOf(text: string): number | undefined {
  if (/^[+-]?inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
