/** How the sandbox's Prometheus can misbehave. Each field is one switch that a fault may turn. */
export interface PrometheusBehaviour {
  /** true: the server does not listen at all. */
  down: boolean;
  /** true: it listens, and answers 503 to everything but its liveness probe (still replaying its log). */
  notReady: boolean;
  /** true: every answer is a login page: HTML, status 200. */
  loginPage: boolean;
  /** Jobs whose scrapes are refused. */
  targetsDown: string[];
  /** Jobs that are no longer scraped: the last scrape is minutes old, the health still the one it had. */
  staleJobs: string[];
  /** Jobs that answer every scrape with what they exposed at the first one. */
  frozenJobs: string[];
  /** Names of metrics that are dropped on ingestion. */
  droppedMetrics: string[];
}

export function healthyPrometheus(): PrometheusBehaviour {
  return {
    down: false,
    notReady: false,
    loginPage: false,
    targetsDown: [],
    staleJobs: [],
    frozenJobs: [],
    droppedMetrics: [],
  };
}
