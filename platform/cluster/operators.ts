import semver from 'semver';
import type { Layout } from '../../layouts/layout.ts';
import { troublesReported } from './conditions.ts';
import type { CsvObject, InstallPlanObject, SubscriptionObject } from './kinds/olm.ts';

export type Operator = Layout['operators'][number];
export type Product = Operator['products'][number];

/** How an operator does. It is well where `problems` is empty. */
export interface OperatorReport {
  problems: string[];
  /** For a human: `Open Data Hub: opendatahub-operator.v2.34.0 is Succeeded in openshift-operators`. */
  summary: string;
}

/** OLM copies the CSV of an operator for all namespaces into each of them; a copy proves nothing about the operator. */
const isCopied = ({ metadata, status }: CsvObject): boolean =>
  metadata.labels?.['olm.copiedFrom'] !== undefined || status?.reason === 'Copied';

const isOf = (csv: CsvObject, csvPrefix: string): boolean => csv.metadata.name.startsWith(`${csvPrefix}.`);

/** The version of a CSV, from its spec or else its name (`rhcl-operator.v1.4.0`); undefined where neither has one. */
export function csvVersion({ metadata, spec }: CsvObject): string | undefined {
  const fromName = metadata.name.slice(metadata.name.indexOf('.') + 1);
  return semver.valid(spec?.version, { loose: true }) ?? semver.valid(fromName, { loose: true }) ?? undefined;
}

const newestFirst = (a: CsvObject, b: CsvObject): number =>
  semver.rcompare(csvVersion(a) ?? '0.0.0', csvVersion(b) ?? '0.0.0');

/** The real CSVs that are called by a prefix, wherever they are, the newest first. */
export const realCsvsOf = (csvs: readonly CsvObject[], csvPrefix: string): CsvObject[] =>
  csvs.filter((csv) => isOf(csv, csvPrefix) && !isCopied(csv)).sort(newestFirst);

/** The real CSVs of a product, wherever they are, the newest first. */
export const realCsvs = (csvs: readonly CsvObject[], product: Product): CsvObject[] =>
  realCsvsOf(csvs, product.csvPrefix);

const inPlace = (csv: CsvObject, product: Product): boolean =>
  product.namespaces.includes(csv.metadata.namespace ?? '');

function absence(csvs: readonly CsvObject[], product: Product): string {
  const wanted = `no ClusterServiceVersion ${product.csvPrefix}.* in ${product.namespaces.join(' or ')}`;
  const elsewhere = realCsvs(csvs, product).map((csv) => csv.metadata.namespace);
  if (elsewhere.length > 0) return `${wanted}; it is in ${elsewhere.join(', ')}`;
  const copies = csvs.filter((csv) => isOf(csv, product.csvPrefix));
  return copies.length === 0
    ? wanted
    : `${wanted}; ${copies.length} copies of it are left (in ${copies.map((csv) => csv.metadata.namespace).join(', ')})`;
}

/** The product that satisfies an operator, with its newest real CSV in one of its namespaces; undefined where none does. */
export function installed(
  csvs: readonly CsvObject[],
  operator: Operator,
): { product: Product; csv: CsvObject } | undefined {
  return operator.products
    .flatMap((product) => realCsvs(csvs, product).map((csv) => ({ product, csv })))
    .find(({ product, csv }) => inPlace(csv, product));
}

function csvReport({ product, csv }: { product: Product; csv: CsvObject }): OperatorReport {
  const { phase = 'without a phase', reason, message } = csv.status ?? {};
  const { name, namespace, deletionTimestamp } = csv.metadata;
  const summary = `${product.name}: ${name} is ${phase} in ${namespace}`;
  if (deletionTimestamp !== undefined)
    return { problems: [`${summary}, but it is being deleted since ${deletionTimestamp}`], summary };
  const why = [reason, message].filter((part) => part !== undefined).join(': ');
  return { problems: phase === 'Succeeded' ? [] : [`${summary}${why === '' ? '' : ` (${why})`}`], summary };
}

/** Judges an operator by the newest real CSV of the first of its products that is in one of its namespaces. */
export function operatorReport(csvs: readonly CsvObject[], operator: Operator): OperatorReport {
  const found = installed(csvs, operator);
  if (found !== undefined) return csvReport(found);
  const absences = operator.products.map((product) => absence(csvs, product));
  return { problems: [absences.join(', and ')], summary: `${operator.title} is not installed` };
}

/** Conditions of a Subscription that are trouble where they are True. */
const TROUBLE = ['ResolutionFailed', 'CatalogSourcesUnhealthy', 'InstallPlanFailed', 'BundleUnpackFailed'];

/** What is wrong with a Subscription; empty where it is at its latest known version without trouble. */
export function subscriptionProblems(subscription: SubscriptionObject): string[] {
  const { metadata, status } = subscription;
  const name = `${metadata.namespace}/${metadata.name}`;
  const trouble = troublesReported(subscription, TROUBLE).map((text) => `${name}: ${text}`);
  if (metadata.deletionTimestamp !== undefined)
    trouble.push(`${name} is being deleted since ${metadata.deletionTimestamp}`);
  if (status?.state === 'AtLatestKnown') return trouble;
  const versions = `installed ${status?.installedCSV ?? 'none'}, current ${status?.currentCSV ?? 'unknown'}`;
  return [`${name} is ${status?.state ?? 'without a state'}, not AtLatestKnown (${versions})`, ...trouble];
}

/** The Subscriptions to any of an operator's products. */
export const subscriptionsOf = (
  subscriptions: readonly SubscriptionObject[],
  operator: Operator,
): SubscriptionObject[] =>
  subscriptions.filter(({ spec }) => operator.products.some((product) => product.package === spec?.name));

/** The ingress operator subscribes to this one itself, pins its version and leaves later plans unapproved on purpose. */
const PINNED_BY_INGRESS = 'servicemeshoperator3.';

/** InstallPlans that wait for an approval: each blocks every other operator of its namespace. */
export const waitingPlans = (plans: readonly InstallPlanObject[]): InstallPlanObject[] =>
  plans.filter(({ spec, status }) => {
    const brings = spec?.clusterServiceVersionNames ?? [];
    const pinned = brings.length > 0 && brings.every((name) => name.startsWith(PINNED_BY_INGRESS));
    return !pinned && (status?.phase === 'RequiresApproval' || spec?.approved === false);
  });
