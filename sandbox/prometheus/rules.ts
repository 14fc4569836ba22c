import type { KubeObject, ObjectStore } from '../object.ts';
import { type Labels, withoutName } from './labels.ts';
import { ExecutionError } from './promql/errors.ts';
import { evaluate } from './promql/evaluate.ts';
import { parsePromql } from './promql/parse.ts';
import type { Expression } from './promql/syntax.ts';
import type { Storage } from './storage.ts';

interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  labels?: Labels;
  annotations?: Record<string, string>;
}

/** A rule that Prometheus has loaded. */
export interface LoadedRule {
  name: string;
  kind: 'alerting' | 'recording';
  query: string;
  labels: Labels;
  annotations: Record<string, string>;
  /** What its expression gives at a time, Unix milliseconds, labelled as an alert or a recorded series is. Throws ExecutionError. */
  samples(storage: Storage, at: number): { labels: Labels; value: number }[];
}

export interface LoadedGroup {
  name: string;
  file: string;
  rules: LoadedRule[];
}

/**
 * The groups that the operator makes of the cluster's PrometheusRules. An object with an expression that is no PromQL is left out;
 * one with an expression that this evaluator does not know is loaded, and cannot be evaluated.
 */
export function loadedGroups(objects: Pick<ObjectStore, 'all'>): LoadedGroup[] {
  return objects.all('PrometheusRule').flatMap((object) => {
    const groups: { name: string; rules?: Rule[] }[] = object['spec']?.groups ?? [];
    try {
      return groups.map(({ name, rules = [] }) => ({
        name,
        file: `/etc/prometheus/rules/${object.metadata.namespace}-${object.metadata.name}.yaml`,
        rules: rules.map((rule) => loaded(rule, object)),
      }));
    } catch {
      return [];
    }
  });
}

function loaded(rule: Rule, object: KubeObject): LoadedRule {
  const vectorOf = evaluator(String(rule.expr));
  const labels = { ...rule.labels, ...enforcedLabels(object) };
  const name = rule.alert ?? rule.record ?? '';
  const own: Labels = rule.alert === undefined ? { __name__: name } : { alertname: name };
  return {
    name,
    kind: rule.alert === undefined ? 'recording' : 'alerting',
    query: rule.expr,
    labels,
    annotations: rule.annotations ?? {},
    samples: (storage, at) =>
      vectorOf(storage, at).map((sample) => ({
        labels: { ...withoutName(sample.labels), ...labels, ...own },
        value: sample.value,
      })),
  };
}

/** The operator makes every rule of a user's namespace one of that namespace, whatever it says itself. */
function enforcedLabels({ metadata }: KubeObject): Labels {
  const { namespace = '' } = metadata;
  return namespace.startsWith('openshift-') ? {} : { namespace };
}

/** Throws BadQuery where the expression is no PromQL. */
function evaluator(query: string): (storage: Storage, at: number) => { labels: Labels; value: number }[] {
  const parsed = parsedOrTrouble(query);
  return (storage, at) => {
    if (parsed instanceof ExecutionError) throw parsed;
    const value = evaluate(storage, parsed, at);
    if (value.type === 'scalar') return [{ labels: {}, value: value.value }];
    return value.type === 'vector' ? value.samples : [];
  };
}

function parsedOrTrouble(query: string): Expression | ExecutionError {
  try {
    return parsePromql(query);
  } catch (error) {
    if (error instanceof ExecutionError) return error;
    throw error;
  }
}
