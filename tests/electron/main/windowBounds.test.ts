// Where the window comes up: where it was, unless that place is gone.
import type { Rectangle } from 'electron';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fittingPlace, readPlace, type WindowPlace } from '../../../electron/main/windowBounds.ts';
import { writeJson } from '../../../electron/settings/jsonFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'bowline-bounds-'));
const path = join(folder, 'window.json');
afterAll(() => rmSync(folder, { recursive: true }));
const display = { x: 0, y: 0, width: 1920, height: 1040 };
const writePlace = (where: Rectangle, maximized: boolean): void =>
  writeJson(path, { ...where, maximized });
const place = (displays: Rectangle[]): WindowPlace =>
  fittingPlace(readPlace(path, new Date()).stored, displays);
const bounds = { x: 100, y: 50, width: 900, height: 600 };

it('comes up where and as it was', () => {
  writePlace(bounds, true);
  expect(place([display])).toEqual({ ...bounds, maximized: true });
});

it.each([
  ['to the right of all displays', { ...bounds, x: 1900 }],
  ['to the left of all displays', { ...bounds, x: -850 }],
  ['with its title bar above the display', { ...bounds, y: -30 }],
  ['below the display', { ...bounds, y: 1030 }],
])('keeps only its size when it was %s', (_, gone) => {
  writePlace(gone, false);
  expect(place([display])).toEqual({ width: 900, height: 600, maximized: false });
});

it('may be on a second display', () => {
  const second = { x: 1920, y: -200, width: 1280, height: 1000 };
  writePlace({ ...bounds, x: 2000, y: -150 }, false);
  expect(place([display, second])).toMatchObject({ x: 2000, y: -150 });
});

it.each(['', '{}', '{"width":1,"height":1,"maximized":false}', '{"width":"900"}'])(
  'comes up as at first when its file holds %j',
  (text) => {
    writeFileSync(path, text);
    expect(place([display])).toEqual({ width: 1100, height: 720, maximized: false });
  },
);
