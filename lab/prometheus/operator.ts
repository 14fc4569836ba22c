import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubeObject } from '../../sandbox/object.ts';
import { userWorkloadMonitoring } from '../../sandbox/prometheus/discovery.ts';
import type { ScrapedWorld } from '../../sandbox/prometheus/scraped-world.ts';
import { prometheusYaml } from './configuration.ts';
import { poolsOf } from './pools.ts';
import { expressionsOf, ruleFile, ruleFileName } from './rule-files.ts';

/** Keeps the files of a Prometheus as the objects of the cluster want them: what the Prometheus operator does. */
export interface Operator {
  configFile: string;
  /** Writes what has changed; true: Prometheus has to load something, until it is said that it has. */
  write(isPromql: (expression: string) => Promise<boolean>): Promise<boolean>;
  loaded(): void;
}

export interface OperatorOptions {
  /** Where prometheus.yml and the files with rules are. */
  folder: string;
  /** URL of the lab's exposition server. */
  expositionUrl: string;
}

export function operator(world: ScrapedWorld, { folder, expositionUrl }: OperatorOptions): Operator {
  const configFile = join(folder, 'prometheus.yml');
  const rulesFolder = join(folder, 'rules');
  const written = new Map<string, string>();
  let isLoaded = false;

  /** The wanted files by their paths. */
  const wanted = async (isPromql: (expression: string) => Promise<boolean>): Promise<Map<string, string>> => {
    const configuration = prometheusYaml({
      pools: userWorkloadMonitoring(world) ? poolsOf(world) : [],
      expositionUrl,
      ruleFiles: join(rulesFolder, '*.yaml'),
      droppedMetrics: world.behaviour.prometheus.droppedMetrics,
      realWindows: world.realWindows,
    });
    const files = new Map([[configFile, configuration]]);
    for (const object of world.objects.all('PrometheusRule')) {
      if (await isLoadable(object, isPromql))
        files.set(join(rulesFolder, ruleFileName(object)), ruleFile(object, world));
    }
    return files;
  };

  return {
    configFile,
    async write(isPromql) {
      const files = await wanted(isPromql);
      const gone = [...written.keys()].filter((file) => !files.has(file));
      const changed = [...files].filter(([file, text]) => written.get(file) !== text);
      await mkdir(rulesFolder, { recursive: true, mode: 0o700 });
      for (const file of gone) {
        await rm(file);
        written.delete(file);
      }
      for (const [file, text] of changed) {
        await writeFile(file, text, { mode: 0o600 });
        written.set(file, text);
      }
      if (gone.length + changed.length > 0) isLoaded = false;
      return !isLoaded;
    },
    loaded() {
      isLoaded = true;
    },
  };
}

/** The operator leaves out a whole object where one expression of it is no PromQL. */
async function isLoadable(object: KubeObject, isPromql: (expression: string) => Promise<boolean>): Promise<boolean> {
  for (const expression of expressionsOf(object)) if (!(await isPromql(expression))) return false;
  return true;
}
