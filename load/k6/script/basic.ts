import { sendWhole } from './exchange.ts';
import { play } from './play.ts';

export { handleSummary, options } from './play.ts';

/** For a k6 without extensions: an answer is seen when all of it has come, so that streams have no times inside. */
export const playChain = (): void => play(sendWhole);
