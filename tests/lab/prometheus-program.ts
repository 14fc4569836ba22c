import { prometheusProgram } from '../../lab/prometheus/install.ts';

/** A real Prometheus; undefined, with a line that says why, where none can be had. */
export async function availablePrometheus(): Promise<string | undefined> {
  try {
    return await prometheusProgram();
  } catch (error) {
    console.warn(`skipped: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
