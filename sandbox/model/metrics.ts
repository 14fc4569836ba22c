import { Counter, Gauge, Registry } from 'prom-client';
import type { World } from '../world.ts';
import type { Software, Usage } from './generate.ts';

/** What a model server counts, under vLLM's names. */
export interface ModelMetrics {
  started(): void;
  finished(usage: Usage | undefined, reason: string): void;
}

/**
 * Registers the job named as the model's resource, which is how its monitor names it. vLLM has counters; the simulator v0.5.1
 * has four gauges and no counters (measured).
 */
export function modelMetrics(
  world: World,
  { resource, servedName, software }: { resource: string; servedName: string; software: Software },
): ModelMetrics {
  const registry = new Registry();
  world.registries.set(resource, registry);
  const label = { model_name: world.behaviour.model.metricsName ?? servedName };
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name, help, labelNames: ['model_name'], registers: [registry] });
  const running = gauge('vllm:num_requests_running', 'Requests that the model works on');
  running.set(label, 0);
  gauge('vllm:num_requests_waiting', 'Requests that wait').set(label, 0);
  gauge('vllm:gpu_cache_usage_perc', 'KV cache in use, 1 is full').set(label, 0);
  const started = (): void => running.inc(label);
  if (software === 'simulator') return { started, finished: () => running.dec(label) };

  const counter = (name: string, help: string, labelNames: string[] = ['model_name']): Counter =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const successes = counter('vllm:request_success_total', 'Finished requests', ['model_name', 'finished_reason']);
  const prompt = counter('vllm:prompt_tokens_total', 'Prompt tokens');
  const generation = counter('vllm:generation_tokens_total', 'Generated tokens');
  return {
    started,
    finished(usage, reason) {
      running.dec(label);
      if (usage === undefined) return;
      successes.inc({ ...label, finished_reason: reason });
      prompt.inc(label, usage.prompt_tokens);
      generation.inc(label, usage.completion_tokens);
    },
  };
}
