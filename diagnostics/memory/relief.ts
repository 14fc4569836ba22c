import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Memory is tidied after so many bytes of text have passed. */
const EVERY_BYTES = 8 * 2 ** 20;

/**
 * Keeps the space for new objects as small as it is now. It would double whenever objects outlive a look at it, as pages of a
 * list do, and never shrink: some hundred megabytes for what is written and forgotten a moment later. To be called before
 * there is much.
 */
export const staySmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');

let collectGarbage: (() => void) | undefined;
let passed = 0;

function tidy(): void {
  if (collectGarbage === undefined) {
    setFlagsFromString('--expose-gc');
    const gc: unknown = runInNewContext('gc');
    collectGarbage = typeof gc === 'function' ? () => gc() : () => undefined;
  }
  collectGarbage();
}

/**
 * Says that so many bytes have passed. A machine with much memory lets garbage of logs grow to several hundred megabytes before it
 * looks at it; a node that is short of it would rather have them back. Costs some milliseconds each time.
 */
export function hasPassed(bytes: number): void {
  passed += bytes;
  if (passed < EVERY_BYTES) return;
  passed = 0;
  tidy();
}
