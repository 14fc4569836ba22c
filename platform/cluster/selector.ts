import type { Kind, ListOptions } from './cluster.ts';

type Labels = Readonly<Record<string, string>> | undefined;
type Requirement = (labels: NonNullable<Labels>) => boolean;

const SET = /^\s*(\S+)\s+(in|notin)\s*\(([^)]*)\)\s*$/;
const EQUALITY = /^\s*([^\s!=]+)\s*(==|=|!=)\s*(\S*)\s*$/;
const EXISTENCE = /^\s*(!?)\s*([^\s!=]+)\s*$/;

function requirement(text: string): Requirement {
  const set = SET.exec(text);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    const isIn: Requirement = (labels) => labels[key] !== undefined && values.includes(labels[key]);
    return operator === 'in' ? isIn : (labels) => !isIn(labels);
  }
  const equality = EQUALITY.exec(text);
  if (equality !== null) {
    const [, key = '', operator, value] = equality;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const existence = EXISTENCE.exec(text);
  if (existence === null) throw new RangeError(`label selector "${text}" is not understood`);
  const [, not, key = ''] = existence;
  return (labels) => (labels[key] === undefined) === (not === '!');
}

/** Whether labels satisfy a Kubernetes label selector: `a=b, c!=d, e in (f, g), h, !i`. */
export function selects(selector: string): (labels: Labels) => boolean {
  const parts = selector.split(/,(?![^(]*\))/).filter((part) => part.trim() !== '');
  const requirements = parts.map(requirement);
  return (labels) => requirements.every((holds) => holds(labels ?? {}));
}

/** The options of a list with what its kind always selects. */
export function selecting({ only }: Kind<unknown>, { namespace, labelSelector }: ListOptions): ListOptions {
  if (only === undefined || only === labelSelector) return { namespace, labelSelector };
  return { namespace, labelSelector: labelSelector === undefined ? only : `${only},${labelSelector}` };
}
