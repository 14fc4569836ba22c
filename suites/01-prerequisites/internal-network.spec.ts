import { clusterDns } from '../../fixtures/cluster-dns.ts';
import { readCondition } from '../../fixtures/conditions.ts';
import { check, demand, observe, openshift, test } from '../../fixtures/test.ts';

/** A Service that every cluster has, and that every pod may connect to. */
const SERVICE = { host: 'kubernetes.default.svc', port: 443 };

test(
  'pods find and reach Services',
  check({
    id: 'prereq.internal-network',
    requirement:
      'The network and DNS operators MUST be Available, cluster DNS MUST run on every node, and a pod MUST be able to connect to a Service by its name.',
    level: 'must',
    needs: ['cluster'],
    catches: ['pod-cannot-reach-services', 'cluster-dns-incomplete', 'network-operator-unavailable'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get clusteroperators network dns; oc get daemonset -n openshift-dns: expect AVAILABLE True and dns-default on every node; oc debug node/NAME -- chroot /host crictl logs of the pods that are not Ready tells why',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster, probes }) => {
    const operators = await Promise.all(['network', 'dns'].map((name) => cluster.get(openshift.ClusterOperator, name)));
    const unavailable = operators.flatMap((operator) => {
      const { holds, text } = readCondition(operator, 'Available');
      return holds ? [] : [`ClusterOperator ${operator.metadata.name}: ${text}`];
    });
    const dns = await clusterDns(cluster);
    const problems = [...unavailable, ...dns.problems];
    demand(problems.length === 0, problems.join('; '));
    const read = `network and DNS are Available, DNS on ${dns.nodes} nodes`;
    if (!probes.allowed || dns.image === undefined) {
      const why = probes.allowed ? 'no image for a pod was found in openshift-dns' : 'needs --allow-changes';
      observe(`${read}; not tested: a connection from a pod to a Service (${why})`);
      return;
    }

    const connection = await probes.connection({ image: dns.image, ...SERVICE });

    const tried = `a connection from a pod to ${SERVICE.host}:${SERVICE.port}`;
    if (connection.kind === 'failed') demand(false, `${tried} failed: ${connection.why}; ${read}`);
    observe(
      `${read}; ${connection.kind === 'connected' ? `${tried} succeeded` : `not tested: ${tried} (${connection.why})`}`,
    );
  },
);
