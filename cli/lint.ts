import { type Command, Option } from 'commander';
import { LAYOUTS } from '../layouts/layouts.ts';

const DEFAULT_LAYOUT = 'maas-0.0.2';

const EXAMPLES = `
Examples:
  maas-verify lint dashboards docs/samples/dashboards/*.json      boards of the release in use
  maas-verify lint dashboards --layout guide exported-board.json  of another one

One line for each finding: file, board, panel, what is wrong, what to do, and the query. The exit code is 0 where nothing
is wrong, 1 where something is, 2 where a file cannot be read or is no dashboard. Nothing is asked of any cluster.`;

/** Declares `maas-verify lint dashboards`. */
export function lintCommand(program: Command, done: (exitCode: number) => void): void {
  const lint = program
    .command('lint')
    .summary('look for mistakes in files, without a cluster')
    .description('Looks for mistakes in files that no cluster is needed to see.');
  lint
    .command('dashboards')
    .summary('check the queries of dashboards')
    .description('Checks that the queries of dashboards are PromQL and name metrics and labels that exist.')
    .argument('<file...>', 'Grafana or Perses dashboards: JSON, YAML, or the objects that hold them')
    .addOption(
      new Option('--layout <name>', 'whose metrics they are about')
        .choices([...LAYOUTS.keys()])
        .default(DEFAULT_LAYOUT),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], { layout }: { layout: string }) => {
      // Loaded only now: no other command needs a grammar.
      const { lintDashboards } = await import('./lint-dashboards.ts');
      done(lintDashboards(files, layout));
    });
}
