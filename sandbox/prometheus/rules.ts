import type { KubeObject } from '../object.ts';
import type { Labels } from './labels.ts';
import { evaluate } from './promql/evaluate.ts';
import { parsePromql } from './promql/parse.ts';
import type { Expression } from './promql/syntax.ts';
import type { ScrapedWorld } from './scraped-world.ts';
import type { Storage } from './storage.ts';

interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  labels?: Labels;
}

/**
 * The groups of rules as /api/v1/rules answers them, from the cluster's PrometheusRules, evaluated now. An object with an
 * expression that is no PromQL is not loaded, as the operator leaves it out. What an alert waits for counts as over.
 */
export function ruleGroups(world: ScrapedWorld, storage: Storage): unknown[] {
  return world.objects.all('PrometheusRule').flatMap((object) => {
    const groups: { name: string; rules?: Rule[] }[] = object['spec']?.groups ?? [];
    const parsed = parsedRules(groups.flatMap(({ rules = [] }) => rules));
    if (parsed === undefined) return [];
    return groups.map(({ name, rules = [] }) => ({
      name,
      file: `/etc/prometheus/rules/${object.metadata.namespace}-${object.metadata.name}.yaml`,
      interval: 30,
      rules: rules.map((rule) => evaluated(rule, parsed.get(rule), object, storage)),
    }));
  });
}

function parsedRules(rules: readonly Rule[]): Map<Rule, Expression> | undefined {
  try {
    return new Map(rules.map((rule) => [rule, parsePromql(rule.expr)]));
  } catch {
    return undefined;
  }
}

function evaluated(rule: Rule, expression: Expression | undefined, object: KubeObject, storage: Storage): unknown {
  const head = {
    name: rule.alert ?? rule.record,
    type: rule.alert === undefined ? 'recording' : 'alerting',
    query: rule.expr,
    labels: rule.labels ?? {},
  };
  try {
    const value = expression === undefined ? undefined : evaluate(storage, expression, Date.now());
    const samples = value?.type === 'vector' ? value.samples : [];
    if (rule.alert === undefined) return { ...head, health: 'ok' };
    // The operator makes every rule of a user's namespace one of that namespace alone.
    const own = { alertname: rule.alert, namespace: object.metadata.namespace, ...rule.labels };
    const alerts = samples.map(({ labels }) => ({ labels: { ...labels, ...own }, state: 'firing', annotations: {} }));
    return { ...head, health: 'ok', state: alerts.length > 0 ? 'firing' : 'inactive', alerts };
  } catch (error) {
    const lastError = error instanceof Error ? error.message : String(error);
    return {
      ...head,
      health: 'err',
      lastError,
      ...(rule.alert === undefined ? {} : { state: 'inactive', alerts: [] }),
    };
  }
}
