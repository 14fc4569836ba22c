const MS_PER_SECOND = 1_000;

/** Blocks this VU. */
export function sleep(seconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * MS_PER_SECOND);
}
