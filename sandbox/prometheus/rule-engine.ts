import type { ObjectStore } from '../object.ts';
import { type Labels, labelsKey, NAME } from './labels.ts';
import { type LoadedGroup, type LoadedRule, loadedGroups } from './rules.ts';
import type { Storage } from './storage.ts';

/** What the evaluation of a rule came to. */
interface Evaluated {
  rule: LoadedRule;
  samples: { labels: Labels; value: number }[];
  trouble?: string;
}

interface EvaluatedGroup extends Omit<LoadedGroup, 'rules'> {
  at: number;
  rules: Evaluated[];
}

export interface RuleEngine {
  /** Evaluates every rule of the cluster at a time (Unix milliseconds), and stores the series that come of it. */
  evaluate(at: number): void;
  /** The groups of the last evaluation, as /api/v1/rules answers them. */
  groups(): unknown[];
  /** Alerts that fire, as /api/v1/alerts answers them. */
  alerts(): unknown[];
}

/** Evaluates the rules of the cluster's PrometheusRules. What an alert waits for counts as over. */
export function ruleEngine(objects: Pick<ObjectStore, 'all'>, storage: Storage): RuleEngine {
  let latest: EvaluatedGroup[] = [];
  let before = new Map<string, Labels>();
  const firingSince = new Map<string, number>();
  const sinceOf = (labels: Labels): number => firingSince.get(labelsKey(labels)) ?? 0;

  const store = (at: number): void => {
    const now = new Map<string, Labels>();
    for (const { rule, samples, trouble } of latest.flatMap(({ rules }) => rules)) {
      const put = (labels: Labels, value: number): void => {
        // What could not be evaluated writes nothing, and ends nothing.
        if (trouble === undefined) storage.append(labels, at, value);
        now.set(labelsKey(labels), labels);
      };
      for (const { labels, value } of samples) {
        if (rule.kind === 'recording') put(labels, value);
        else {
          put({ [NAME]: 'ALERTS', ...labels, alertstate: 'firing' }, 1);
          put({ [NAME]: 'ALERTS_FOR_STATE', ...labels }, Math.trunc(sinceOf(labels) / 1_000));
        }
      }
    }
    for (const [key, labels] of before) if (!now.has(key)) storage.append(labels, at, null);
    before = now;
  };

  return {
    evaluate(at) {
      const known = latest;
      latest = loadedGroups(objects).map(({ rules, ...group }) => ({
        ...group,
        at,
        rules: rules.map((rule) => evaluated(rule, storage, { at, before: sameRule(known, group, rule) })),
      }));
      follow(firingSince, latest, at);
      store(at);
    },
    groups: () => latest.map((group) => groupAnswer(group, sinceOf)),
    alerts: () => latest.flatMap(({ rules }) => rules.flatMap((rule) => alertAnswers(rule, sinceOf))),
  };
}

/** The rule of the evaluation before. */
function sameRule(known: EvaluatedGroup[], group: Omit<LoadedGroup, 'rules'>, rule: LoadedRule): Evaluated | undefined {
  return known
    .find(({ file, name }) => file === group.file && name === group.name)
    ?.rules.find((one) => one.rule.name === rule.name && one.rule.query === rule.query);
}

/** What a rule gives now; where it cannot be evaluated, what it gave before still holds. */
function evaluated(
  rule: LoadedRule,
  storage: Storage,
  { at, before }: { at: number; before: Evaluated | undefined },
): Evaluated {
  try {
    return { rule, samples: rule.samples(storage, at) };
  } catch (error) {
    return { rule, samples: before?.samples ?? [], trouble: error instanceof Error ? error.message : String(error) };
  }
}

/** Notes since when each alert fires. */
function follow(firingSince: Map<string, number>, groups: EvaluatedGroup[], at: number): void {
  const firing = groups
    .flatMap(({ rules }) => rules)
    .filter(({ rule }) => rule.kind === 'alerting')
    .flatMap(({ samples }) => samples.map(({ labels }) => labelsKey(labels)));
  for (const key of [...firingSince.keys()]) if (!firing.includes(key)) firingSince.delete(key);
  for (const key of firing) if (!firingSince.has(key)) firingSince.set(key, at);
}

function groupAnswer({ name, file, at, rules }: EvaluatedGroup, sinceOf: (labels: Labels) => number): unknown {
  return {
    name,
    file,
    interval: 30,
    limit: 0,
    evaluationTime: 0,
    lastEvaluation: new Date(at).toISOString(),
    rules: rules.map((one) => ({
      name: one.rule.name,
      type: one.rule.kind,
      query: one.rule.query,
      labels: one.rule.labels,
      health: one.trouble === undefined ? 'ok' : 'err',
      ...(one.trouble === undefined ? {} : { lastError: one.trouble }),
      evaluationTime: 0,
      lastEvaluation: new Date(at).toISOString(),
      ...(one.rule.kind === 'recording' ? {} : alertingAnswer(one, sinceOf)),
    })),
  };
}

function alertingAnswer(one: Evaluated, sinceOf: (labels: Labels) => number): object {
  return {
    state: one.samples.length > 0 ? 'firing' : 'inactive',
    duration: 0,
    keepFiringFor: 0,
    annotations: one.rule.annotations,
    alerts: alertAnswers(one, sinceOf),
  };
}

function alertAnswers({ rule, samples }: Evaluated, sinceOf: (labels: Labels) => number): object[] {
  if (rule.kind === 'recording') return [];
  return samples.map(({ labels, value }) => ({
    labels,
    annotations: rule.annotations,
    state: 'firing',
    activeAt: new Date(sinceOf(labels)).toISOString(),
    value: exponential(value),
  }));
}

/** An alert's value has an exponent of at least two digits. */
const exponential = (value: number): string => value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
