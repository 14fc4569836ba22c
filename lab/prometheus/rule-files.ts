import { stringify } from 'yaml';
import type { KubeObject } from '../../sandbox/object.ts';

interface Rule {
  alert?: string;
  record?: string;
  expr: string | number;
  for?: string;
  labels?: Record<string, string>;
}

interface Group {
  name: string;
  interval?: string;
  rules?: Rule[];
}

const groupsOf = (object: KubeObject): Group[] => object['spec']?.groups ?? [];

/** The expressions of a PrometheusRule. */
export const expressionsOf = (object: KubeObject): string[] =>
  groupsOf(object).flatMap(({ rules = [] }) => rules.map(({ expr }) => String(expr)));

/** What the operator names the file of a PrometheusRule. */
export const ruleFileName = ({ metadata }: KubeObject): string => `${metadata.namespace}-${metadata.name}.yaml`;

/**
 * The file of a PrometheusRule. The operator makes every rule of a user's namespace one of that namespace, whatever it says itself. With short clocks
 * groups are evaluated as often as Prometheus scrapes, and what an alert waits for counts as over.
 */
export function ruleFile(object: KubeObject, options: { realWindows: boolean }): string {
  const { namespace = '' } = object.metadata;
  const enforced = namespace.startsWith('openshift-') ? {} : { namespace };
  const groups = groupsOf(object).map(({ interval, rules = [], ...group }) => ({
    ...group,
    ...(options.realWindows ? { interval } : {}),
    rules: rules.map(({ for: waits, ...rule }) => ({
      ...rule,
      ...(options.realWindows ? { for: waits } : {}),
      expr: String(rule.expr),
      labels: { ...rule.labels, ...enforced },
    })),
  }));
  return stringify({ groups });
}
