import { z } from 'zod';
import { readData } from './data-file.ts';
import { Layout } from './layout.ts';

const Places = z.strictObject({ namespaces: Layout.shape.namespaces, workloads: Layout.shape.workloads });

/** The shape of workloads.yaml: the namespaces and workloads of each layout, by its name. */
export const WorkloadsFile = z.strictObject({
  guide: Places,
  'maas-0.0.2': Places,
  'maas-0.0.2-odh': Places,
  'maas-0.0.2-rhoai': Places,
  'maas-0.0.2-kustomize': Places,
});

export const WORKLOADS = readData('workloads.yaml', WorkloadsFile);
