import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

import { z } from 'zod';
import { receive, say } from './port.ts';
import { task } from './task.ts';

/** One VU: the script with k6's modules in their places. */
const MODULES: Readonly<Record<string, string>> = {
  k6: 'modules/k6.ts',
  'k6/data': 'modules/data.ts',
  'k6/execution': 'modules/execution.ts',
  'k6/http': 'modules/http.ts',
  'k6/metrics': 'modules/metrics.ts',
  ...(task.extension && { 'k6/x/sse': 'modules/sse.ts' }),
};
registerHooks({
  resolve(specifier, context, next) {
    const module = MODULES[specifier];
    if (module !== undefined) return { url: new URL(module, import.meta.url).href, shortCircuit: true };
    if (specifier.startsWith('k6')) throw new Error(`unknown module: ${specifier}`);
    return next(specifier, context);
  },
});
Object.assign(globalThis, { __ENV: process.env, open: (file: string) => readFileSync(file, 'utf8') });

const Script = z.object({
  options: z.looseObject({ scenarios: z.record(z.string(), z.looseObject({ exec: z.string() })) }),
  handleSummary: z.function({ input: [z.unknown()], output: z.record(z.string(), z.string()) }),
});
const Turn = z.object({ iteration: z.int().optional(), startTime: z.number().default(0) });

async function main(): Promise<void> {
  const module: unknown = await import(pathToFileURL(task.script).href);
  const script = Script.parse({ ...z.looseObject({}).parse(module) });
  if (task.role === 'options') {
    say({ type: 'options', options: JSON.parse(JSON.stringify(script.options)) });
    return;
  }
  if (task.role === 'summary') {
    const metrics = Object.entries(task.counts).map(([name, count]) => [name, { values: { count } }]);
    say({ type: 'summary', files: script.handleSummary({ metrics: Object.fromEntries(metrics) }) });
    return;
  }
  const [scenario] = Object.values(script.options.scenarios);
  const own = z.looseObject({ [scenario?.exec ?? '']: z.function() }).parse(module)[scenario?.exec ?? ''];
  const exec = z.function({ input: [], output: z.unknown() }).parse(own);
  for (;;) {
    say({ type: 'next' });
    const { iteration, startTime } = Turn.parse(receive());
    if (iteration === undefined) return;
    Object.assign(task, { iteration, startTime });
    exec();
  }
}

main().catch((error: unknown) => say({ type: 'threw', text: error instanceof Error ? error.message : String(error) }));
