/**
 * What the guide tells a user to run against the cluster to see that its phases worked, in its order, as kubectl takes
 * it: `oc` reads the same resources by the same calls. Its greps only shorten the output and are left out. Placeholders
 * are filled with the sandbox's own names. What changes the cluster, and what does not ask it, is not here.
 */
export const GUIDE_COMMANDS: readonly { phase: string; commands: readonly string[] }[] = [
  {
    phase: 'pre-installation checks',
    commands: ['version', 'describe nodes', 'get storageclass', 'auth can-i create namespaces --all-namespaces'],
  },
  {
    phase: 'phase 1: operators',
    commands: [
      'get packagemanifests -n openshift-marketplace',
      'get csv -n openshift-serverless',
      'get csv -n openshift-operators',
      'get csv -n redhat-ods-operator',
      'get csv -n opendatahub',
    ],
  },
  {
    phase: 'phase 2: service mesh',
    commands: [
      'get datascienceclusterinitializations -A',
      'get servicemeshcontrolplane -n istio-system',
      'wait --for=condition=ready pod -l app=istiod -n istio-system --timeout=300s',
      'wait --for=condition=ready pod -l app=istio-ingressgateway -n istio-system --timeout=300s',
      'wait --for=condition=ready pod -l app=istio-egressgateway -n istio-system --timeout=300s',
      'get pods -n istio-system',
    ],
  },
  { phase: 'phase 3: Knative', commands: ['get pods -n knative-serving'] },
  {
    phase: 'phase 4: KServe',
    commands: ['get pods -n opendatahub', 'get pods -n redhat-ods-operator', 'get crd', 'get crd'],
  },
  {
    phase: 'phase 5: MaaS',
    commands: [
      'get gateway -A',
      'get httproute -A',
      'get deployment -n maas',
      'get pods -n maas',
      'get pods -n limitador-system',
      'get pods -n authorino',
      'get pods -n cert-manager',
    ],
  },
  {
    phase: 'phase 6: models',
    commands: [
      'get inferenceservice -A',
      'get pods -n llm',
      'get inferenceservice facebook-opt-125m -n llm -o jsonpath={.status.conditions[?(@.type=="Ready")].status}',
    ],
  },
  {
    phase: 'verification page',
    commands: [
      'get csv -A',
      'get pods -n istio-system',
      'get pods -n knative-serving',
      'get pods -n opendatahub',
      'get pods -n maas',
      'get pods -n limitador-system',
      'get pods -n authorino',
      'get pods -n cert-manager',
      'get gateway maas-default-gateway -n maas',
      'get httproute -n maas',
      'get authorizationpolicy -A',
      'get ratelimitpolicy -A',
      'get route -n maas',
    ],
  },
];
