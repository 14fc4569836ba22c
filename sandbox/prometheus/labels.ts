/** Labels of a series; the metric's name is the label `__name__`. */
export type Labels = Record<string, string>;

export const NAME = '__name__';

const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);

/** The same text for the same labels, whatever their order. An empty label counts as absent, as in Prometheus. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .sort(byName),
  );
}

/** The labels in the order in which the API gives them. */
export const sortedLabels = (labels: Labels): Labels => Object.fromEntries(Object.entries(labels).sort(byName));

export function withoutName({ [NAME]: _, ...rest }: Labels): Labels {
  return rest;
}

export function pick(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(names.flatMap((name) => (labels[name] ? [[name, labels[name]]] : [])));
}

export function omit(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}
