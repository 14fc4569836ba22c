import { installationTools } from '../../fixtures/local-tools.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the machine has the tools of the guide',
  check({
    id: 'prereq.cli-tools',
    requirement:
      'The machine that installs SHOULD have oc, kubectl, kustomize 5.7.0 or later and jq, and on macOS gsed: the guide’s steps and its deployment script call them.',
    level: 'should',
    needs: ['local'],
    catches: ['kustomize-too-old', 'cli-tool-missing', 'cli-tool-broken'],
    dependsOn: [],
    remedy:
      'oc version --client; kubectl version --client; kustomize version; jq --version: expect each to answer, and kustomize with v5.7.0 or later; install what is missing, or name its folder with --tool-path',
    guide: 'guide#software-requirements',
  }),
  async ({ session }) => {
    if (session.target.kind === 'bundle')
      inconclusive(
        'a bundle does not tell which machine installs; verify the cluster itself with --kubeconfig, from that machine',
      );

    const { places, found, problems } = await installationTools(session.target.toolPath);

    const seen = found.length === 0 ? 'none was found' : `found: ${found.join(', ')}`;
    demand(problems.length === 0, `${problems.join('; ')}; looked ${places}; ${seen}`);
    observe(`${seen} (${places})`);
  },
);
