import { z } from 'zod';
import { absentOr, kindOf, Metadata, Text } from './base.ts';

/** A board that Grafana's operator loads: its JSON model, or where that is to be had. */
export const GrafanaDashboard = kindOf(
  'GrafanaDashboard',
  'grafana.integreatly.org',
  'v1beta1',
  z.looseObject({ metadata: Metadata, spec: absentOr(z.looseObject({ json: Text })) }),
);

/** A board of the Cluster Observability Operator; the spec is Perses' own. */
export const PersesDashboard = kindOf(
  'PersesDashboard',
  'perses.dev',
  'v1alpha1',
  z.looseObject({ metadata: Metadata, spec: absentOr(z.looseObject({})) }),
);
