import { Deployment, Pod } from './kinds/core.ts';
import type { CsvObject } from './kinds/olm.ts';
import { installed, type Operator, realCsvsOf } from './operators.ts';
import type { WorkloadReport } from './pods.ts';
import type { ClusterReader } from './reader.ts';
import { deploymentReport } from './workloads.ts';

type Reader = Pick<ClusterReader, 'list' | 'now'>;

/** The Deployments of an installed operator: those that its CSV brings, or else those that the layout knows it by. */
interface Controllers {
  title: string;
  namespace: string;
  names: readonly string[];
}

const broughtBy = ({ spec }: CsvObject): string[] => spec?.install?.spec?.deployments?.map(({ name }) => name) ?? [];

/** The controllers of an installed operator; undefined where it is not installed. */
function controllersOf(csvs: readonly CsvObject[], operator: Operator): Controllers | undefined {
  const found = installed(csvs, operator);
  const namespace = found?.csv.metadata.namespace;
  if (found === undefined || namespace === undefined) return undefined;
  const brought = broughtBy(found.csv);
  return { title: operator.title, namespace, names: brought.length > 0 ? brought : found.product.controllers };
}

/** The controllers of operators that others bring along: those of these prefixes, wherever they are. */
const broughtAlong = (csvs: readonly CsvObject[], prefixes: readonly string[]): Controllers[] =>
  prefixes.flatMap((prefix) =>
    realCsvsOf(csvs, prefix)
      .slice(0, 1)
      .map((csv) => ({ title: prefix, namespace: csv.metadata.namespace ?? '', names: broughtBy(csv) })),
  );

/**
 * Judges the controllers of the installed operators, and of those that they bring along (`along`: prefixes of their CSVs),
 * by their Deployments and pods.
 */
export async function controllerReports(
  cluster: Reader,
  csvs: readonly CsvObject[],
  operators: readonly Operator[],
  along: readonly string[],
): Promise<{ reports: WorkloadReport[]; missing: string[]; absent: string[] }> {
  const own = operators.map((operator) => ({ operator, controllers: controllersOf(csvs, operator) }));
  const absent = own.filter(({ controllers }) => controllers === undefined).map(({ operator }) => operator.title);
  const prefixes = operators.flatMap(({ products }) => products.map(({ csvPrefix }) => csvPrefix));
  const others = broughtAlong(
    csvs,
    along.filter((prefix) => !prefixes.includes(prefix)),
  );
  const reports: WorkloadReport[] = [];
  const missing: string[] = [];
  for (const { title, namespace, names } of [...own.flatMap(({ controllers }) => controllers ?? []), ...others]) {
    const deployments = await cluster.list(Deployment, { namespace });
    const pods = await cluster.list(Pod, { namespace });
    for (const name of names) {
      const deployment = deployments.find(({ metadata }) => metadata.name === name);
      if (deployment === undefined) missing.push(`${title}: Deployment ${namespace}/${name} does not exist`);
      else reports.push(deploymentReport(deployment, pods, await cluster.now()));
    }
  }
  return { reports, missing, absent };
}
