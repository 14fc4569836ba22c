import type { ObjectStore } from '../object.ts';

/** Puts another query into a panel of a board, by its place. Throws when there is no such board or panel. */
export function boardQuery(objects: ObjectStore, name: string, panel: number, expr: string): void {
  objects.edit({ kind: 'GrafanaDashboard', namespace: 'openshift-monitoring', name }, ({ spec }) => {
    const board = JSON.parse(spec.json);
    board.panels[panel].targets[0].expr = expr;
    spec.json = JSON.stringify(board);
  });
}
