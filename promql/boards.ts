import { z } from 'zod';
import { filled, type VariableValues } from './variables.ts';

/** One query of a dashboard. */
export interface BoardQuery {
  /** Title of its panel, or of the variable that asks it. */
  panel: string;
  /** As the board has it. */
  text: string;
  /** With something in place of every variable. */
  query: string;
  /** Variables that have no value, so that what the panel shows cannot be judged. */
  unknown: string[];
}

/** A dashboard's title and queries. */
export interface Board {
  title: string;
  queries: BoardQuery[];
}

const Text = z.string().catch('');
const Target = z.looseObject({ expr: z.string().optional() });
const Panel = z.looseObject({
  title: Text,
  targets: z.array(Target).catch([]),
  get panels() {
    return z.array(Panel).catch([]);
  },
});
type Panel = z.infer<typeof Panel>;
const Variable = z.looseObject({
  name: Text,
  type: Text,
  query: z.union([z.string(), z.looseObject({ query: z.string() }).transform(({ query }) => query)]).catch(''),
  current: z.looseObject({ value: z.unknown() }).optional().catch(undefined),
});

const GrafanaBoard = z.looseObject({
  title: z.string(),
  panels: z.array(Panel).default([]),
  // Boards from before Grafana 5 have rows of panels.
  rows: z.array(z.looseObject({ panels: z.array(Panel).catch([]) })).default([]),
  templating: z.looseObject({ list: z.array(Variable).catch([]) }).catch({ list: [] }),
});

/** A Grafana dashboard as its JSON model, or as Grafana's API wraps it; undefined where it is none. */
export function grafanaBoard(document: unknown): Board | undefined {
  const wrapped = z.looseObject({ dashboard: z.unknown() }).safeParse(document).data?.dashboard;
  const parsed = GrafanaBoard.safeParse(wrapped ?? document).data;
  // Anything can have a title; a board has panels, or at least says that it has none.
  const hasPanels = z.union([z.object({ panels: z.array(z.unknown()) }), z.object({ rows: z.array(z.unknown()) })]);
  if (parsed === undefined || !hasPanels.safeParse(wrapped ?? document).success) return undefined;
  const { title, panels, rows, templating } = parsed;
  const values = new Map(
    templating.list.flatMap(({ name, type, query, current }): [string, string][] => {
      const value = current?.value;
      if (typeof value === 'string' && value !== '' && !value.startsWith('$__')) return [[name, value]];
      return type === 'constant' || type === 'textbox' ? [[name, query]] : [];
    }),
  );
  const all = [...panels, ...rows.flatMap((row) => row.panels)].flatMap(withInner);
  return {
    title,
    queries: [
      ...all.flatMap((panel) =>
        panel.targets.flatMap(({ expr }) => (expr === undefined ? [] : [queryOf(panel.title, expr, values)])),
      ),
      ...templating.list.flatMap(({ name, type, query }) =>
        type === 'query' ? variableQueries(`variable ${name}`, query, values) : [],
      ),
    ],
  };
}

const withInner = (panel: Panel): Panel[] => [panel, ...panel.panels.flatMap(withInner)];

function queryOf(panel: string, text: string, values: VariableValues): BoardQuery {
  return { panel: panel === '' ? 'a panel without title' : panel, text, ...filled(text, values) };
}

/** label_values(metric, label) asks for a metric with that label; label_values(label) and label_names() for none. */
const LABEL_VALUES = /^\s*label_values\(\s*(.+?)\s*,\s*([A-Za-z_]\w*)\s*\)\s*$/s;
const QUERY_RESULT = /^\s*query_result\((.+)\)\s*$/s;

function variableQueries(panel: string, text: string, values: VariableValues): BoardQuery[] {
  const [, series, label] = LABEL_VALUES.exec(text) ?? [];
  if (series !== undefined && label !== undefined)
    return [{ ...queryOf(panel, `group by (${label}) (${series})`, values), text }];
  const inner = QUERY_RESULT.exec(text)?.[1];
  return inner === undefined ? [] : [{ ...queryOf(panel, inner, values), text }];
}

const PersesQuery = z.looseObject({
  spec: z.looseObject({
    plugin: z.looseObject({ kind: z.string(), spec: z.looseObject({ query: z.string() }) }),
  }),
});
const PersesBoard = z.looseObject({
  display: z.looseObject({ name: z.string() }).optional(),
  panels: z.record(
    z.string(),
    z.looseObject({
      spec: z.looseObject({
        display: z.looseObject({ name: Text }).optional(),
        queries: z.array(z.unknown()).catch([]),
      }),
    }),
  ),
  variables: z
    .array(
      z.looseObject({
        kind: Text,
        spec: z.looseObject({
          name: Text,
          value: z.unknown().optional(),
          defaultValue: z.unknown().optional(),
          plugin: z
            .looseObject({
              kind: Text,
              spec: z.looseObject({ labelName: Text, matchers: z.array(z.string()).catch([]) }),
            })
            .optional()
            .catch(undefined),
        }),
      }),
    )
    .catch([]),
});

/** The spec of a Perses dashboard; undefined where it is none. `name` is its title where it names itself by no other. */
export function persesBoard(spec: unknown, name: string): Board | undefined {
  const inner = z.looseObject({ config: z.unknown() }).safeParse(spec).data?.config;
  const parsed = PersesBoard.safeParse(inner ?? spec).data;
  if (parsed === undefined) return undefined;
  const values = new Map(
    parsed.variables.flatMap(({ spec: { name: variable, value, defaultValue } }): [string, string][] => {
      const start = value ?? defaultValue;
      return typeof start === 'string' && !start.startsWith('$__') ? [[variable, start]] : [];
    }),
  );
  return {
    title: parsed.display?.name ?? name,
    queries: [
      ...Object.entries(parsed.panels).flatMap(([key, { spec: panel }]) =>
        panel.queries.flatMap((query) => {
          const { plugin } = PersesQuery.safeParse(query).data?.spec ?? {};
          // Other kinds ask traces and logs.
          if (plugin === undefined || !plugin.kind.startsWith('Prometheus')) return [];
          return [queryOf(panel.display?.name || key, plugin.spec.query, values)];
        }),
      ),
      ...parsed.variables.flatMap(({ spec: { name: variable, plugin } }) =>
        plugin?.kind === 'PrometheusLabelValuesVariable'
          ? plugin.spec.matchers.map((series) =>
              queryOf(`variable ${variable}`, `group by (${plugin.spec.labelName}) (${series})`, values),
            )
          : [],
      ),
    ],
  };
}
