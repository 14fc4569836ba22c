import { clearLine, cursorTo } from 'node:readline';
import type { WriteStream } from 'node:tty';

/** Of a terminal that does not say how wide it is. */
const DEFAULT_COLUMNS = 80;

/** One stream that lines are printed to, with a last line that changes in place where the stream is a terminal. */
export interface Terminal {
  interactive: boolean;
  print(lines: readonly string[]): void;
  /** Shows `text` below what was printed until something else is; does nothing where the stream is no terminal. */
  status(text: string): void;
}

const isTerminal = (stream: NodeJS.WritableStream): stream is WriteStream => 'isTTY' in stream && stream.isTTY === true;

/** Wraps a stream. `interactive` false: never anything but plain lines. */
export function terminal(stream: NodeJS.WritableStream, interactive = true): Terminal {
  const tty = interactive && isTerminal(stream) && process.env['CI'] === undefined ? stream : undefined;
  let shown = false;
  const clear = (): void => {
    if (tty === undefined || !shown) return;
    clearLine(tty, 0);
    cursorTo(tty, 0);
    shown = false;
  };
  return {
    interactive: tty !== undefined,
    print: (lines) => {
      clear();
      if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
    },
    status: (text) => {
      if (tty === undefined) return;
      clear();
      // A line that wraps could not be cleared again.
      tty.write(text.slice(0, (tty.columns || DEFAULT_COLUMNS) - 1));
      shown = text !== '';
    },
  };
}

/** Whether colours are wanted: a terminal, and neither NO_COLOR nor --no-color; FORCE_COLOR wins over the first. */
export function wantsColour(stream: NodeJS.WritableStream, flag: boolean, environment = process.env): boolean {
  if (!flag || (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0';
  return isTerminal(stream);
}
