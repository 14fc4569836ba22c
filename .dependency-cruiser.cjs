/** Import borders: suites → fixtures → platform → layouts; the sandbox and the harness know nothing of each other. */
const folder = (name) => `^${name}/`;
const only = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: {
    path: '^(cli|suites|fixtures|platform|layouts|load|promql|diagnostics|reports|sandbox|lab|tests)/',
    pathNot: to,
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('suites-import-fixtures-only', folder('suites'), '^(suites|fixtures)/'),
    only('fixtures-border', folder('fixtures'), '^(fixtures|platform|layouts|load/limiter-accuracy|promql)/'),
    only('platform-border', folder('platform'), '^(platform|layouts)/'),
    only('layouts-border', folder('layouts'), '^layouts/'),
    only('load-border', folder('load'), '^(load|platform|layouts)/'),
    only(
      'diagnostics-border',
      folder('diagnostics'),
      '^(diagnostics/|platform/|layouts/|reports/verdict-schema\\.ts$)',
    ),
    only('promql-border', folder('promql'), '^promql/'),
    only('reports-border', folder('reports'), '^(reports/|fixtures/check\\.ts$|layouts/phases\\.ts$)'),
    only('sandbox-border', folder('sandbox'), '^sandbox/'),
    only('lab-border', folder('lab'), '^(lab|sandbox)/'),
    {
      name: 'nothing-imports-suites',
      severity: 'error',
      from: { pathNot: folder('suites') },
      to: { path: folder('suites'), pathNot: 'catalogue\\.json$' },
    },
    {
      name: 'harness-does-not-know-the-sandbox',
      severity: 'error',
      from: { path: '^(suites|fixtures|platform|layouts|load|promql|diagnostics|reports)/' },
      to: { path: '^(sandbox|lab)/' },
    },
    {
      // What k6 brings along itself is on no disk.
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^k6(/|$)' },
    },
    {
      // The lab is a tool of the project's own tests: it is not part of the package.
      name: 'no-development-packages',
      severity: 'error',
      from: { pathNot: '^(tests|lab)/' },
      // Types alone: k6 has the modules.
      to: { dependencyTypes: ['npm-dev'], pathNot: '@types/k6/' },
    },
    { name: 'no-tests-in-product', severity: 'error', from: { pathNot: '^tests/' }, to: { path: folder('tests') } },
    { name: 'no-lab-in-product', severity: 'error', from: { pathNot: '^(tests|lab)/' }, to: { path: folder('lab') } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
