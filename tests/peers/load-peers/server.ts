import { type StartedMock, startMockProcess } from '../load/started-mock.ts';

/** The core of the mock, which spins: its clients have the other. */
const CORE = 1;

/** Starts a mock for one run of one tool, and ends it: what another run left behind cannot be taken for this one's. */
export async function withMock<T>(
  options: Readonly<Record<string, number>>,
  use: (mock: StartedMock, origin: string) => Promise<T>,
): Promise<T> {
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const mock = await startMockProcess(CORE, words);
  try {
    return await use(mock, new URL(mock.url).origin);
  } finally {
    await mock.close();
  }
}
