import { execa } from 'execa';
import { z } from 'zod';

/**
 * `npm run check` holds the import borders with it. dependency-cruiser reports success also where it could read no module
 * at all, so the count is held too.
 */
const FOLDERS = [
  'cli',
  'suites',
  'fixtures',
  'platform',
  'layouts',
  'load',
  'promql',
  'diagnostics',
  'reports',
  'sandbox',
  'lab',
  'tests',
];
const FEWEST_MODULES = 800;

const Report = z.looseObject({
  summary: z.looseObject({
    totalCruised: z.number(),
    violations: z.array(z.looseObject({ from: z.string(), to: z.string(), rule: z.looseObject({ name: z.string() }) })),
  }),
});

const cruised = await execa('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...FOLDERS], {
  preferLocal: true,
  reject: false,
});
const { totalCruised, violations } = Report.parse(JSON.parse(cruised.stdout)).summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} imports ${to}`);
console.log(`import borders: ${totalCruised} modules, ${violations.length} violations`);
if (totalCruised < FEWEST_MODULES)
  console.error(`expected at least ${FEWEST_MODULES} modules: the borders were not checked`);
process.exit(violations.length === 0 && totalCruised >= FEWEST_MODULES ? 0 : 1);
