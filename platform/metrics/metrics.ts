/** One series of an instant query. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
  /** Unix seconds. */
  at: number;
}

/** One series with every scrape that is stored of a stretch of time. */
export interface StoredSeries {
  labels: Record<string, string>;
  /** Oldest first: Unix seconds and value. */
  points: (readonly [at: number, value: number])[];
}

export interface Target {
  job: string;
  instance: string;
  labels: Record<string, string>;
  health: 'up' | 'down' | 'unknown';
  lastError: string;
  /** Unix seconds. */
  lastScrape: number;
  scrapeIntervalSeconds: number;
}

/** A rule that Prometheus has loaded. */
export interface LoadedRule {
  group: string;
  name: string;
  kind: 'alerting' | 'recording';
  /** Why it could not be evaluated; undefined where it could, or has not been yet. */
  trouble?: string;
  /** Labels of each of its alerts that fire. */
  firing: Record<string, string>[];
}

/** Prometheus, or what answers its query API. Every method throws Inconclusive where it cannot be asked. */
export interface Metrics {
  url: URL;
  /** How it was reached: a given URL, or a Route with the caller's bearer. */
  reachedBy: string;
  /** What is wrong with its answers; undefined where it answers as Prometheus does. Inconclusive where nothing answers. */
  trouble(): Promise<string | undefined>;
  /** An instant query; a scalar is one sample without labels. */
  query(promql: string): Promise<Sample[]>;
  /** What was scraped of each series of a selector within the last `seconds`, scrape by scrape: raw, nothing extrapolated. */
  history(selector: string, seconds: number): Promise<StoredSeries[]>;
  /** Its clock, Unix seconds. */
  time(): Promise<number>;
  targets(): Promise<Target[]>;
  /** Names of all metrics. */
  names(): Promise<string[]>;
  /** Every rule that is loaded. */
  rules(): Promise<LoadedRule[]>;
  close(): Promise<void>;
}
