import type { Layout } from '../../layouts/layout.ts';
import type { ObjectOf } from '../cluster/kinds/base.ts';
import type { PrometheusRule } from '../cluster/kinds/monitoring.ts';
import type { LoadedRule } from './metrics.ts';

/** Alerts of this severity say that alerting works, not that something is wrong. */
const HEARTBEAT = 'none';

/** The namespaces in which an alert is about the installation. */
export function alertNamespaces({ namespaces, workloads }: Pick<Layout, 'namespaces' | 'workloads'>): string[] {
  const { api, gateway, policyEngine } = namespaces;
  return [...new Set([...api, gateway, ...policyEngine, ...Object.values(workloads).flatMap((one) => one.namespaces)])];
}

/**
 * Rules of these objects that are not loaded or cannot be evaluated, and alerts that fire: those of the objects, and any that
 * is about one of the namespaces.
 */
export function alertProblems(
  objects: readonly ObjectOf<typeof PrometheusRule>[],
  loaded: readonly LoadedRule[],
  namespaces: readonly string[],
): string[] {
  const wanted = objects.flatMap(({ metadata, spec }) =>
    spec.groups.flatMap(({ name: group, rules }) =>
      rules.map(({ alert, record }) => ({
        of: `PrometheusRule ${metadata.namespace}/${metadata.name}`,
        group,
        name: alert ?? record ?? '',
      })),
    ),
  );
  const isSame = (rule: LoadedRule, { group, name }: { group: string; name: string }): boolean =>
    rule.group === group && rule.name === name;
  const missing = wanted
    .filter((one) => !loaded.some((rule) => isSame(rule, one)))
    .map(({ of, name }) => `${name} of ${of} is not loaded`);
  const own = loaded.filter((rule) => wanted.some((one) => isSame(rule, one)));
  const broken = own.flatMap(({ name, trouble }) => (trouble === undefined ? [] : [`${name}: ${trouble}`]));
  const firing = loaded.flatMap((rule) =>
    rule.firing
      .filter(({ severity }) => severity !== HEARTBEAT)
      .filter((labels) => own.includes(rule) || namespaces.includes(labels['namespace'] ?? ''))
      .map((labels) => `${rule.name} fires${labels['namespace'] === undefined ? '' : ` in ${labels['namespace']}`}`),
  );
  return [...missing, ...broken, ...new Set(firing)];
}
