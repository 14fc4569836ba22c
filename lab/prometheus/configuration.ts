import { stringify } from 'yaml';
import type { Pool, Relabeling } from './pools.ts';

/**
 * Clocks of a lab that is quick, as Prometheus writes them. A scrape may take no longer than the time to the next one, and on a busy
 * machine one takes a quarter of a second now and then.
 */
const QUICK = { scrape: '500ms', evaluation: '500ms' } as const;
/** What the operator sets where a monitor says nothing. */
const REAL = { scrape: '30s', scrapeTimeout: '10s', evaluation: '30s' } as const;
/** How often Prometheus asks where its targets are; it takes over what changed at most every five seconds. */
const DISCOVERY = '1s';

export interface ConfigurationOptions {
  pools: readonly Pool[];
  /** URL of the lab's exposition server. */
  expositionUrl: string;
  /** Pattern of the files with rules. */
  ruleFiles: string;
  /** Names of metrics that are dropped on ingestion. */
  droppedMetrics: readonly string[];
  /** true: the clocks that the monitors ask for. */
  realWindows: boolean;
}

/** prometheus.yml, as the operator would write it, but for where things are: everything is behind the exposition server. */
export function prometheusYaml(options: ConfigurationOptions): string {
  const { pools, ruleFiles, realWindows } = options;
  return stringify({
    global: {
      scrape_interval: realWindows ? REAL.scrape : QUICK.scrape,
      scrape_timeout: realWindows ? REAL.scrapeTimeout : QUICK.scrape,
      evaluation_interval: realWindows ? REAL.evaluation : QUICK.evaluation,
    },
    rule_files: [ruleFiles],
    scrape_configs: pools.map((pool) => scrapeConfig(pool, options)),
  });
}

function scrapeConfig(pool: Pool, options: ConfigurationOptions): object {
  const { expositionUrl, droppedMetrics, realWindows } = options;
  const targets = new URL('/targets', expositionUrl);
  targets.searchParams.set('pool', pool.name);
  const proxy = new URL(expositionUrl);
  proxy.username = encodeURIComponent(pool.name);
  return {
    job_name: pool.name,
    ...(realWindows ? { scrape_interval: pool.interval, scrape_timeout: pool.scrapeTimeout } : {}),
    honor_labels: pool.honorLabels,
    // Targets keep the addresses of their pods: what answers for them is a proxy. Its user says by which monitor it is asked.
    proxy_url: proxy.href,
    http_sd_configs: [{ url: targets.href, refresh_interval: DISCOVERY }],
    metric_relabel_configs: [...pool.metricRelabelings.map(relabelConfig), ...droppedMetrics.map(dropped)],
  };
}

const dropped = (metric: string): object =>
  relabelConfig({ sourceLabels: ['__name__'], regex: metric, action: 'drop' });

/** A relabeling as Prometheus spells it. */
function relabelConfig({ action, sourceLabels, targetLabel, ...same }: Relabeling): object {
  return { action: action?.toLowerCase(), source_labels: sourceLabels, target_label: targetLabel, ...same };
}
