import type { KubeObject } from '../object.ts';
import { badRequest } from './status-errors.ts';

export type Selector = (object: KubeObject) => boolean;

const KEY = '[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?';
const SET = new RegExp(String.raw`^(${KEY})\s+(in|notin)\s*\(([^()]*)\)$`);
const EQUALITY = new RegExp(String.raw`^(${KEY})\s*(==|=|!=)\s*([A-Za-z0-9._-]*)$`);
const COMPARISON = new RegExp(String.raw`^(${KEY})\s*(>|<)\s*(\d+)$`);
const EXISTENCE = new RegExp(String.raw`^(!?)\s*(${KEY})$`);

/** Splits at commas outside parentheses. */
const terms = (text: string): string[] =>
  text
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== '');

function labelTerm(term: string): (labels: Record<string, string>) => boolean {
  const set = SET.exec(term);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = new Set(list.split(',').map((value) => value.trim()));
    return (labels) => values.has(labels[key] ?? '\0') === (operator === 'in');
  }
  const equality = EQUALITY.exec(term);
  if (equality !== null) {
    const [, key = '', operator, value] = equality;
    return (labels) => (labels[key] === value) === (operator !== '!=');
  }
  const comparison = COMPARISON.exec(term);
  if (comparison !== null) {
    const [, key = '', operator, bound] = comparison;
    return (labels) => {
      const value = Number(labels[key] ?? Number.NaN);
      return operator === '>' ? value > Number(bound) : value < Number(bound);
    };
  }
  const existence = EXISTENCE.exec(term);
  if (existence === null) throw badRequest(`unable to parse requirement: ${term}`);
  const [, absent, key = ''] = existence;
  return (labels) => key in labels === (absent === '');
}

/** A label selector: equality and set based, all terms must hold. Throws a 400 Status for one that cannot be read. */
export function labelSelector(text: string): Selector {
  const tests = terms(text).map(labelTerm);
  return (object) => {
    const labels = object.metadata.labels ?? {};
    return tests.every((test) => test(labels));
  };
}

/** Fields that Kubernetes can select by, beside name and namespace, of the kinds that have any. */
const SELECTABLE: Record<string, string[]> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  Event: [
    ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
      (f) => `involvedObject.${f}`,
    ),
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  Job: ['status.successful'],
  ReplicaSet: ['status.replicas'],
};

const field = (object: unknown, path: string): string => {
  const value = path
    .split('.')
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), object);
  return value === undefined || value === null ? '' : String(value);
};

/** A field selector for objects of a kind. Throws a 400 Status for a field that the kind cannot be selected by. */
export function fieldSelector(text: string, kind: string): Selector {
  const tests = terms(text).map((term) => {
    const [, path = '', operator, value = ''] = /^([^=!]+?)(==|=|!=)(.*)$/.exec(term) ?? [];
    if (operator === undefined) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
    const known = ['metadata.name', 'metadata.namespace', ...(SELECTABLE[kind] ?? [])];
    if (!known.includes(path)) throw badRequest(`field label not supported: ${path}`);
    return (object: KubeObject): boolean => (field(object, path) === value) === (operator !== '!=');
  });
  return (object) => tests.every((test) => test(object));
}

/** The name that a field selector asks for, when it asks for exactly one: authorisation looks at it. */
export const selectedName = (text: string): string | undefined => /(?:^|,)metadata\.name==?([^,]+)/.exec(text)?.[1];
