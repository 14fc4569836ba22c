/** A column of a custom resource's table, as its CRD declares it. */
export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  format?: string;
  description?: string;
  /** 0 is shown always, more only with `-o wide`. */
  priority?: number;
}

const STEP =
  /\.([A-Za-z0-9_\-/]+)|\['((?:[^'\\]|\\.)+)'\]|\["((?:[^"\\]|\\.)+)"\]|\[(\d+)\]|\[(\*)\]|\.(\*)|\[\?\(@\.([A-Za-z0-9_.-]+)\s*==\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9]+))\)\]/y;

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const members = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];
const deep = (value: unknown, path: string): unknown => path.split('.').reduce(member, value);

/** The values at a JSON path of the form CRDs use: names, indexes, wildcards and `[?(@.type=="Ready")]`. */
export function atPath(object: unknown, path: string): unknown[] {
  const text = path.startsWith('$') ? path.slice(1) : path;
  let found: unknown[] = [object];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const step = STEP.exec(text);
    if (step === null) return [];
    const [, dotted, single, double, index, star, dotStar, filter, ...wanted] = step;
    const name = dotted ?? single?.replaceAll('\\', '') ?? double?.replaceAll('\\', '') ?? index;
    if (name !== undefined) found = found.map((value) => member(value, name));
    else if (star !== undefined || dotStar !== undefined) found = found.flatMap(members);
    else if (filter !== undefined) {
      const value = wanted.find((alternative) => alternative !== undefined);
      found = found.flatMap(members).filter((item) => String(deep(item, filter)) === value);
    }
    found = found.filter((value) => value !== undefined && value !== null);
  }
  return found;
}
