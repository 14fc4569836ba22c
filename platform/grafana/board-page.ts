import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Browser, PageAnswer, PageRequest } from '../browser/browser.ts';
import { firstLine } from '../connection-failure.ts';
import { redact } from '../redact.ts';
import { settle, WAITS } from '../waits.ts';
import { QueryAnswer } from './answers.ts';
import type { Grafana, GrafanaBoard } from './grafana.ts';
import { NO_DATA, PAGE_IDS } from './page-ids.ts';

/** A panel as it is on its page. */
export interface SeenPanel {
  title: string;
  /** `data`: something is drawn. `other`: it says something else, `said`, as that a field is missing. */
  state: 'data' | 'error' | 'no data' | 'nothing' | 'other';
  said?: string;
}

/** A dashboard as a browser shows it. */
export interface SeenBoard {
  title: string;
  panels: SeenPanel[];
  /** What keeps the whole page from being shown. */
  trouble?: string;
  /** What was still missing when the time was over: a slow machine is no proof that it never comes. */
  unfinished?: string;
  /** What the queries of its panels were answered where they failed. */
  failures: string[];
  /** The picture's file, in the folder of pictures. */
  picture?: string;
}

const WIDTH = 1_280;
/** Of one row of Grafana's grid with its gap, and of the head of the page, in pixels. */
const ROW = 38;
const HEAD = 200;
/** Grafana loads a panel when it comes into view, so that all must be in it; beyond this a picture is of no use. */
const HEIGHTS = { least: 720, most: 8_000 };
/** Rows of a panel that says no place. */
const USUAL_ROWS = 9;
const QUERIES = /\/api\/ds\/query$|\/query\.grafana\.app\//;

interface Expected {
  /** How many panels the page shows at least. */
  count: number;
  /** Titles that are shown as they stand in the model. */
  titles: string[];
  height: number;
}

/** What a board's page must show: rows are headings, and what is in one that is folded is not shown. */
export function expectedOf({ stored }: Pick<GrafanaBoard, 'stored'>): Expected {
  const panels = stored.dashboard.panels.filter(({ type }) => type !== 'row');
  const bottom = Math.max(0, ...stored.dashboard.panels.map(({ gridPos }) => (gridPos ? gridPos.y + gridPos.h : 0)));
  const rows = Math.max(bottom, panels.some(({ gridPos }) => gridPos === undefined) ? panels.length * USUAL_ROWS : 0);
  return {
    count: panels.length,
    titles: panels.flatMap(({ title }) => (title === '' || /\$|\[\[/.test(title) ? [] : [title])),
    height: Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, rows * ROW + HEAD)),
  };
}

/** Opens a dashboard in a browser and says what it shows; with a picture where a folder is given. Throws Inconclusive. */
export async function seeBoard(
  { browser, grafana, folder }: { browser: Browser; grafana: Grafana; folder?: string },
  board: GrafanaBoard,
): Promise<SeenBoard> {
  const expected = expectedOf(board);
  const failures: string[] = [];
  const answer = async (request: PageRequest): Promise<PageAnswer> => {
    const given = await grafana.answer(request);
    if (QUERIES.test(request.url.pathname)) failures.push(...failuresIn(given));
    return given;
  };
  await browser.prepare({ width: WIDTH, height: expected.height }, answer);
  const { page } = browser;
  const blocked = await openPage(page, new URL(pathOf(grafana.url, board), grafana.url));
  const unfinished = blocked === undefined ? await rendered(browser, expected) : undefined;
  const trouble = blocked ?? (await pageTrouble(page));
  const panels = await Promise.all((await page.locator(PAGE_IDS.panel).all()).map(seePanel));
  const picture = folder === undefined ? undefined : `${slugOf(board.title)}.png`;
  if (folder !== undefined && picture !== undefined) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, picture), timeout: WAITS.boardShown });
  }
  return { title: board.title, panels, trouble, unfinished, failures: [...new Set(failures)], picture };
}

/** Below a path the API names its pages with it (root_url), or without. */
function pathOf({ pathname }: URL, { path }: GrafanaBoard): string {
  const base = pathname.replace(/\/$/, '');
  return `${path.startsWith(`${base}/`) ? '' : base}${path}?kiosk`;
}

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'dashboard';

/** Why a page cannot be opened at all; undefined where it was. */
async function openPage(page: Page, url: URL): Promise<string | undefined> {
  try {
    const response = await page.goto(url.href, { waitUntil: 'domcontentloaded', timeout: WAITS.boardShown });
    const status = response?.status() ?? 0;
    return status < 400 ? undefined : `its page answers ${status}`;
  } catch (error) {
    return `its page cannot be opened: ${firstLine(redact(error instanceof Error ? error.message : String(error)))}`;
  }
}

/** Waits until every panel has loaded; answers what is missing where that does not happen in time. */
async function rendered({ page, quietFor }: Browser, { count, titles }: Expected): Promise<string | undefined> {
  let missing = 'no panel was shown';
  const done = await settle(
    async () => {
      if ((await pageTrouble(page)) !== undefined) return true;
      const loading = await page.locator(PAGE_IDS.loading).count();
      const shown = await titlesOf(page);
      const absent = titles.filter((title) => !shown.includes(title));
      if (absent.length > 0) missing = `panel ${absent.join(', ')} was not shown`;
      else if (shown.length < count) missing = `${shown.length} of ${count} panels were shown`;
      else if (loading > 0) missing = `${loading} of ${shown.length} panels were still loading`;
      else if (quietFor() < WAITS.pageQuiet) missing = 'the page was still asking';
      else return true;
      return undefined;
    },
    WAITS.boardShown,
    WAITS.pageLook,
  );
  return done === undefined ? missing : undefined;
}

async function titlesOf(page: Page): Promise<string[]> {
  const panels = await page.locator(PAGE_IDS.panel).all();
  return Promise.all(panels.map(titleOf));
}

const titleOf = async (panel: Locator): Promise<string> =>
  ((await panel.getAttribute('data-testid')) ?? '').slice(PAGE_IDS.titlePrefix.length);

async function pageTrouble(page: Page): Promise<string | undefined> {
  if ((await page.locator(PAGE_IDS.login).count()) > 0) return 'it shows a login form';
  const alert = page.locator(PAGE_IDS.alert);
  return (await alert.count()) > 0 ? `it says “${lineOf(await alert.first().textContent())}”` : undefined;
}

async function seePanel(panel: Locator): Promise<SeenPanel> {
  const title = (await titleOf(panel)) || 'a panel without title';
  if ((await panel.locator(PAGE_IDS.error).count()) > 0) return { title, state: 'error' };
  const instead = panel.locator(PAGE_IDS.instead);
  if ((await instead.count()) > 0) {
    const said = lineOf(await instead.first().textContent());
    return said === NO_DATA || said === '' ? { title, state: 'no data' } : { title, state: 'other', said };
  }
  // A single value says it in the place of the value.
  if ((await panel.getByText(NO_DATA, { exact: true }).count()) > 0) return { title, state: 'no data' };
  const content = panel.locator(PAGE_IDS.content);
  // Before 11.1 the content has no id of its own: what it shows cannot be told from the head.
  if ((await content.count()) === 0) return { title, state: 'data' };
  const drawn = await content.first().locator('canvas, svg, table, img, iframe, [role]').count();
  const text = lineOf(await content.first().textContent());
  return { title, state: drawn > 0 || text !== '' ? 'data' : 'nothing' };
}

const lineOf = (text: string | null): string => firstLine(redact((text ?? '').replace(/\s+/g, ' ')), 120);

/** What went wrong in the answer to a panel's queries. */
function failuresIn(answer: PageAnswer): string[] {
  if (answer === undefined) return ['no answer'];
  const read = QueryAnswer.safeParse(jsonOf(answer.body.toString('utf8'))).data;
  const errors = Object.values(read?.results ?? {}).flatMap(({ error }) =>
    error === undefined ? [] : [lineOf(error)],
  );
  if (errors.length > 0) return errors;
  return answer.status < 400 ? [] : [`${answer.status} ${lineOf(read?.message ?? '')}`.trim()];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
