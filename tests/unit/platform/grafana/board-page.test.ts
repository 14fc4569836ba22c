import { expect, test } from 'vitest';
import { StoredModel } from '../../../../platform/grafana/answers.ts';
import { expectedOf } from '../../../../platform/grafana/board-page.ts';

const board = (panels: object[]) => ({ stored: StoredModel.parse({ dashboard: { title: 'a board', panels } }) });

test('every panel is expected but headings and what is folded; by its title where no variable is in it', () => {
  const { count, titles } = expectedOf(
    board([
      { type: 'timeseries', title: 'Requests' },
      { type: 'timeseries', title: 'Requests of $tier' },
      { type: 'stat' },
      { type: 'row', title: 'More', collapsed: true, panels: [{ type: 'timeseries', title: 'Folded' }] },
    ]),
  );
  expect([count, titles]).toEqual([3, ['Requests']]);
});

test('the page is as high as its panels, within bounds: one that is not in view is not loaded', () => {
  const height = (y: number, h: number) => expectedOf(board([{ type: 'stat', gridPos: { x: 0, w: 12, y, h } }])).height;
  expect(height(0, 4)).toBe(720);
  expect(height(30, 10)).toBe(40 * 38 + 200);
  expect(height(3_000, 10)).toBe(8_000);
  expect(expectedOf(board(Array.from({ length: 5 }, () => ({ type: 'stat' })))).height).toBe(45 * 38 + 200);
});

test('what is no panel is none: a board without any is not an error of ours', () => {
  expect(expectedOf({ stored: StoredModel.parse({ dashboard: { title: 'v2', elements: {} } }) }).count).toBe(0);
});
