import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Ends `npm test`: prints what ran, and fails on a skipped test that the README does not name. */
const Report = z.looseObject({
  testResults: z.array(
    z.looseObject({ assertionResults: z.array(z.looseObject({ fullName: z.string(), status: z.string() })) }),
  ),
});

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const tests = process.argv.slice(2).flatMap((file) => {
  const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  return report.testResults.flatMap((result) => result.assertionResults);
});
const ran = tests.filter((one) => one.status === 'passed' || one.status === 'failed');
const skipped = tests.filter((one) => one.status !== 'passed' && one.status !== 'failed');
const unnamed = skipped.filter((one) => !readme.includes(one.fullName));
console.log(
  `${ran.length} tests ran, ${skipped.length} were skipped, ${unnamed.length} of them without a word in the README`,
);
for (const one of unnamed) console.log(`  skipped: ${one.fullName}`);
process.exit(unnamed.length === 0 && ran.length > 0 ? 0 : 1);
