module maas-verify/lab/crds

go 1.26.0

require (
	github.com/kserve/kserve v0.16.0
	github.com/kuadrant/limitador-operator v0.15.0
	github.com/openshift/api v0.0.0-20260213204242-d34f11c515b3
	github.com/operator-framework/api v0.31.0
	github.com/prometheus-operator/prometheus-operator v0.85.0
	istio.io/api v1.31.4
	knative.dev/operator v0.42.2
	knative.dev/serving v0.51.0
	sigs.k8s.io/gateway-api v1.6.0
	sigs.k8s.io/kwok v0.7.0
)

// The release's gateway has this one; other modules here ask for a newer.
replace sigs.k8s.io/gateway-api => sigs.k8s.io/gateway-api v1.4.1
