import { randomInt } from 'node:crypto';
import type { Generation, Tool } from './requests.ts';
import { exampleOf } from './schema-example.ts';

export interface ToolCall {
  id: string;
  name: string;
  /** JSON text. */
  arguments: string;
}

const callOf = ({ function: { name, parameters = {} } }: Tool): ToolCall => ({
  id: `chatcmpl-tool-${randomInt(1e9, 1e10)}`,
  name,
  arguments: JSON.stringify(exampleOf(parameters)),
});

/**
 * The tools that a model calls. A model that must call one calls the first, or the one that is named; left the choice it calls none.
 * @param drawsLots as the simulator: how many of them are called, and which, is chance, with at least one where one must be called
 */
export function toolCalls({ tools, toolChoice }: Generation, { drawsLots }: { drawsLots: boolean }): ToolCall[] {
  if (tools.length === 0 || toolChoice === 'none') return [];
  if (drawsLots) {
    const count = randomInt(toolChoice === 'required' ? 1 : 0, tools.length + 1);
    return Array.from({ length: count }, () => tools[randomInt(tools.length)]).flatMap((tool) =>
      tool === undefined ? [] : [callOf(tool)],
    );
  }
  if (toolChoice === undefined) return [];
  const wanted = toolChoice === 'required' ? tools[0] : tools.find((tool) => tool.function.name === toolChoice.name);
  return wanted === undefined ? [] : [callOf(wanted)];
}
