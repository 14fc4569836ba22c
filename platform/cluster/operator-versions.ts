import semver from 'semver';
import type { KnownBadVersion } from '../../layouts/known-bad-versions.ts';
import type { OperatorMinimum } from '../../layouts/minimum-versions.ts';
import type { CsvObject } from './kinds/olm.ts';
import { csvVersion, type Operator, realCsvsOf } from './operators.ts';

/** What was looked at, what is wrong with it, and those whose version cannot be told. */
export interface VersionReport {
  judged: string[];
  bad: string[];
  unreadable: string[];
}

const prefixesOf = (operators: readonly Operator[]): string[] =>
  operators.flatMap((operator) => operator.products.map((product) => product.csvPrefix));

/** The real CSVs of the layout's operators, and of others that a table is about: those that an operator brings along. */
function subjects(csvs: readonly CsvObject[], operators: readonly Operator[], table: readonly { csvPrefix: string }[]) {
  const prefixes = new Set([...prefixesOf(operators), ...table.map(({ csvPrefix }) => csvPrefix)]);
  return [...prefixes].flatMap((csvPrefix) => realCsvsOf(csvs, csvPrefix).map((csv) => ({ csvPrefix, csv })));
}

const unreadable = (all: readonly { csv: CsvObject }[]): string[] =>
  all.filter(({ csv }) => csvVersion(csv) === undefined).map(({ csv }) => csv.metadata.name);

/** The operators' real CSVs against the table of bad versions. */
export function badVersions(
  csvs: readonly CsvObject[],
  operators: readonly Operator[],
  table: readonly KnownBadVersion[],
): VersionReport {
  const all = subjects(csvs, operators, table);
  const bad = all.flatMap(({ csvPrefix, csv }) =>
    table
      .filter((row) => row.csvPrefix === csvPrefix && semver.satisfies(csvVersion(csv) ?? '', row.range))
      .map(({ problem, fixedIn, source }) => `${csv.metadata.name}: ${problem}; fixed in ${fixedIn} (${source})`),
  );
  return { judged: all.map(({ csv }) => csv.metadata.name), bad, unreadable: unreadable(all) };
}

/** The real CSVs that have a minimum, against it. */
export function oldVersions(csvs: readonly CsvObject[], table: readonly OperatorMinimum[]): VersionReport {
  const all = subjects(csvs, [], table);
  const bad = all.flatMap(({ csvPrefix, csv }) => {
    const version = csvVersion(csv);
    return table
      .filter((row) => row.csvPrefix === csvPrefix && version !== undefined && semver.lt(version, row.minimum))
      .map(({ minimum, source }) => `${csv.metadata.name} is older than ${minimum} (${source})`);
  });
  return { judged: all.map(({ csv }) => csv.metadata.name), bad, unreadable: unreadable(all) };
}
