import { envoyProgram } from '../../lab/envoy/install.ts';

/** A real Envoy; undefined, with a line that says why, where none can be had. */
export async function availableEnvoy(): Promise<string | undefined> {
  try {
    return await envoyProgram();
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    console.warn(`skipped: ${why}`);
    return undefined;
  }
}
