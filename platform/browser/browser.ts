import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page, type Route } from '@playwright/test';
import { firstLine } from '../connection-failure.ts';
import { Inconclusive } from '../outcome.ts';
import { redact } from '../redact.ts';
import { WAITS } from '../waits.ts';
import { findChromium, GET_CHROMIUM } from './chromium.ts';

/** A request of a page. */
export interface PageRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: Buffer;
}

/** What a page is given; undefined: nothing, as if there were no network. */
export type PageAnswer = { status: number; headers: Record<string, string>; body: Buffer } | undefined;

/** What answers everything that a page asks for. */
type Answerer = (request: PageRequest) => Promise<PageAnswer>;

/** A browser with one page, whose requests are all answered by the harness. */
export interface Browser {
  /** Chromium's version. */
  version: string;
  page: Page;
  /** Makes the page so large, and lets `answer` answer what it asks for from now on. */
  prepare(size: { width: number; height: number }, answer: Answerer): Promise<void>;
  /** Milliseconds since the page last asked something, or was answered; 0 while an answer is under way. */
  quietFor(): number;
  close(): Promise<void>;
}

/**
 * Starts a Chromium of this machine without a window. It resolves no host: what its page asks is answered by the harness, which
 * holds the credentials and the trust. Its files are in the private folder. Throws Inconclusive where there is none, or none
 * that starts.
 */
export async function startBrowser(privateFolder: string, find = findChromium): Promise<Browser> {
  const program = find();
  if (program === undefined) throw new Inconclusive(`this machine has no Chromium: ${GET_CHROMIUM}`);
  const home = join(privateFolder, 'browser');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  try {
    const browser = await chromium.launch({
      executablePath: program,
      args: ['--host-resolver-rules=MAP * ~NOTFOUND'],
      env: { PATH: process.env['PATH'] ?? '', HOME: home },
      timeout: WAITS.browserStart,
      handleSIGINT: false,
    });
    return await offline(browser);
  } catch (error) {
    const said = firstLine(redact(error instanceof Error ? error.message : String(error)));
    throw new Inconclusive(`${program} does not start: ${said}; ${GET_CHROMIUM}`);
  }
}

async function offline(browser: Awaited<ReturnType<typeof chromium.launch>>): Promise<Browser> {
  const context = await browser.newContext({ serviceWorkers: 'block', acceptDownloads: false });
  let answer: Answerer = async () => undefined;
  let underWay = 0;
  let last = performance.now();
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  await context.route(/.*/, async (route) => {
    underWay += 1;
    try {
      await answerRoute(route, answer);
    } finally {
      underWay -= 1;
      last = performance.now();
    }
  });
  const page = await context.newPage();
  page.setDefaultTimeout(WAITS.pageAction);
  return {
    version: browser.version(),
    page,
    async prepare(size, answers) {
      answer = answers;
      last = performance.now();
      await page.setViewportSize(size);
    },
    quietFor: () => (underWay > 0 ? 0 : performance.now() - last),
    close: () => browser.close(),
  };
}

async function answerRoute(route: Route, answer: Answerer): Promise<void> {
  const request = route.request();
  const url = URL.parse(request.url());
  const given =
    url === null
      ? undefined
      : await answer({
          method: request.method(),
          url,
          headers: request.headers(),
          body: request.postDataBuffer() ?? undefined,
        });
  // A page that has gone on meanwhile wants no answer.
  await (given === undefined ? route.abort('addressunreachable') : route.fulfill(given)).catch(() => undefined);
}
