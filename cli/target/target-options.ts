import { type Command, Option } from 'commander';
import { LAYOUTS } from '../../layouts/layouts.ts';

/** Declares where an installation is: what every command that asks one can be told. */
export function targetOptions(command: Command): Command {
  return command
    .option('--kubeconfig <file>', 'kubeconfig of the cluster ($KUBECONFIG or ~/.kube/config when absent)')
    .option('--context <name>', 'context of the kubeconfig (its current one when absent)')
    .addOption(
      new Option('--layout <name>', 'release to expect; found out when absent').choices(['auto', ...LAYOUTS.keys()]),
    )
    .option('--gateway-url <url>', 'base URL of the MaaS gateway (found in the cluster when absent)')
    .option('--ca <file>', 'PEM file of the CA that signs the gateway’s certificate')
    .option('--insecure-skip-tls-verify', 'accept any certificate of the gateway; checks of TLS still judge it');
}

/** Declares where Prometheus is. */
export function prometheusOption(command: Command): Command {
  return command.option('--prometheus-url <url>', 'base URL of Prometheus (found in the cluster when absent)');
}

/** Declares what is asked besides the cluster and the gateway. */
export function monitoringOptions(command: Command): Command {
  return prometheusOption(command)
    .option('--grafana-url <url>', 'base URL of Grafana (found in the cluster when absent)')
    .option('--grafana-token-file <file>', 'file with the token of a service account of Grafana')
    .option('--tool-path <folders>', 'where oc, kubectl, kustomize and jq are looked for ($PATH when absent)');
}
