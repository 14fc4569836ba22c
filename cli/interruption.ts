const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The user's wish to end. */
export interface Interruption {
  signal: AbortSignal;
  /** Signals end the process as usual again. */
  dispose: () => void;
}

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an abort, so that what was started is ended in order. Further signals change
 * nothing: a terminal and npm each send their own SIGINT for one Ctrl-C, and the end is bounded by WAITS.interrupt.
 */
export function interruption(): Interruption {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const name of SIGNALS) process.on(name, abort);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of SIGNALS) process.off(name, abort);
    },
  };
}
