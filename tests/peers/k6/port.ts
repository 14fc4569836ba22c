import { MessagePort, parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { z } from 'zod';
import { task } from './task.ts';

const port = z.instanceof(MessagePort).parse(parentPort);

export const say = (message: object): void => port.postMessage(message);

/** The next message; the thread sleeps until it is there, as JavaScript in k6 does. */
export function receive(): unknown {
  for (;;) {
    const seen = Atomics.load(task.signal, 0);
    const got: unknown = receiveMessageOnPort(port);
    if (got !== undefined) return z.object({ message: z.unknown() }).parse(got).message;
    Atomics.wait(task.signal, 0, seen);
  }
}
