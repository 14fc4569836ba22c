import { declaredModels } from '../../fixtures/declared-models.ts';
import { BackendTLSPolicy, HTTPRoute } from '../../fixtures/gateway-api.ts';
import {
  backendsOf,
  DestinationRule,
  modelsWithPods,
  protocolProblem,
  routesOfModel,
  speaksTls,
} from '../../fixtures/model-serving.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway and the models’ servers agree on TLS',
  check({
    id: 'models.backend-protocol',
    requirement:
      'What a model’s Service and DestinationRule say of TLS MUST be what its server speaks: otherwise every request ends as 503.',
    level: 'must',
    needs: ['cluster'],
    catches: ['model-destination-rule-missing', 'model-server-without-tls'],
    dependsOn: ['models.route-backends', 'kserve.controller-ready'],
    remedy:
      'oc get service,destinationrule -n <model-namespace> -o yaml: a server with --ssl-certfile needs a DestinationRule with tls.mode SIMPLE (or a BackendTLSPolicy), one without needs appProtocol http and no such rule; the log of the gateway says upstream connect error (FM-45)',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout }) => {
    const models = await modelsWithPods(cluster, await declaredModels(cluster, layout));
    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const namespaces = [...new Set(models.map(({ model }) => model.namespace))];
    const [routes, rules, policies, services] = await Promise.all([
      cluster.list(HTTPRoute),
      cluster.listIfKnown(DestinationRule),
      cluster.listIfKnown(BackendTLSPolicy),
      Promise.all(namespaces.map((namespace) => cluster.list(core.Service, { namespace }))),
    ]);

    const ends = models.map((entry) => ({
      name: entry.model.name,
      tls: speaksTls(entry),
      backends: backendsOf(routesOfModel(entry.model, routes), services.flat()),
    }));
    const problems = ends.flatMap(({ tls, backends }) =>
      backends
        .map((backend) => protocolProblem(backend, tls, { rules: rules ?? [], policies: policies ?? [] }))
        .filter((problem) => problem !== undefined),
    );

    demand(
      ends.some(({ backends }) => backends.length > 0),
      'no route leads to a Service of a model whose protocol could be looked at',
    );
    demand(problems.length === 0, `${[...new Set(problems)].join('; ')} (FM-45)`);
    observe(ends.map(({ name, tls }) => `${name} speaks ${tls ? 'TLS' : 'plain HTTP'} and is called so`).join('; '));
  },
);
