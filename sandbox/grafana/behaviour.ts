/** How the sandbox's Grafana can misbehave. Each field is one switch that a fault may turn. */
export interface GrafanaBehaviour {
  /** true: the router finds nothing that answers behind the Route. */
  badGateway: boolean;
  /** true: whoever asks gets a login page: HTML, status 200. */
  loginPage: boolean;
  /** true: the boards name a datasource that this Grafana does not have. */
  datasourceMissing: boolean;
  /** true: the datasource is the platform's own Prometheus, which does not scrape user workloads. */
  platformPrometheus: boolean;
}

export function healthyGrafana(): GrafanaBehaviour {
  return { badGateway: false, loginPage: false, datasourceMissing: false, platformPrometheus: false };
}
