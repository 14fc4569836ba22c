import { type Command, Option } from 'commander';
import { LAYOUTS } from '../layouts/layouts.ts';

const DEFAULT_LAYOUT = 'maas-0.0.2';

const OF_ALL = `
Examples:
  maas-verify lint dashboards docs/samples/dashboards/*.json
  maas-verify lint manifests docs/samples/models
  maas-verify lint dashboards --help                          options, and what the exit codes say`;

const EXAMPLES = `
Examples:
  maas-verify lint dashboards docs/samples/dashboards/*.json      boards of the release in use
  maas-verify lint dashboards --layout guide exported-board.json  of another one

One line for each finding: file, board, panel, what is wrong, what to do, and the query. The exit code is 0 where nothing
is wrong, 1 where something is, 2 where a file cannot be read or is no dashboard. Nothing is asked of any cluster.`;

const OF_MANIFESTS = `
Examples:
  maas-verify lint manifests docs/samples/models

Objects are held against the CustomResourceDefinitions that lie in the same folder (oc get crd NAME -o yaml); those of other
kinds are judged by what is known of them.

One line for each finding: file, object, what is wrong. The exit code is 0 where nothing is wrong, 1 where something is, 2
where the folder cannot be read or holds no manifest. Nothing is asked of any cluster or registry.`;

/** Declares `maas-verify lint dashboards` and `maas-verify lint manifests`. */
export function lintCommand(program: Command, done: (exitCode: number) => void): void {
  const lint = program
    .command('lint')
    .summary('look for mistakes in files, without a cluster')
    .description('Looks for mistakes in files that no cluster is needed to see.')
    .addHelpText('after', OF_ALL);
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
  lint
    .command('manifests')
    .summary('check manifests before they are applied')
    .description(
      'Checks the manifests below a folder: images without a version, arguments that model servers have dropped, the tier mapping, tiers without a limit, limits that hide each other; and what the CustomResourceDefinitions among them say of the others.',
    )
    .argument('<folder>', 'a folder of YAML or JSON manifests')
    .addOption(
      new Option('--layout <name>', 'of which release they are').choices([...LAYOUTS.keys()]).default(DEFAULT_LAYOUT),
    )
    .addHelpText('after', OF_MANIFESTS)
    .action(async (folder: string, { layout }: { layout: string }) => {
      const { lintManifests } = await import('./lint-manifests.ts');
      done(lintManifests(folder, layout));
    });
}
