// Who draws the window's upper edge: the page, or the system where its user wants that.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { derive, frameColours } from '../../../core/look/derive.ts';
import { BOWLINE_DARK, BOWLINE_LIGHT } from '../../../core/look/ours.ts';
import { overlayOf, windowFrame } from '../../../electron/main/windowFrame.ts';

const STYLES = path.resolve(import.meta.dirname, '../../../renderer/styles');

const sheet = (file: string): string => readFileSync(path.join(STYLES, file), 'utf8');

const pixels = (file: string, property: string): number => {
  return Number(new RegExp(`${property}: (\\d+)px`).exec(sheet(file))![1]);
};

const colours = frameColours(BOWLINE_DARK);
const page = { native: false, colours };

it.each(['linux', 'win32'] as const)(
  'on %s the page does, with the system’s buttons in it',
  (on) => {
    const { titleBarStyle, titleBarOverlay } = windowFrame(on, page);
    expect(titleBarStyle).toBe('hidden');
    const { color, symbolColor, height } = titleBarOverlay as Electron.TitleBarOverlay;
    const { tokens } = derive(BOWLINE_DARK);
    expect([color, symbolColor]).toEqual([tokens['chrome'], tokens['ink-dim']]);
    expect(height).toBe(pixels('tokens.css', '--bar') - 1); // above the line below the bar
  },
);

it.each(['linux', 'win32'] as const)('on %s the system does where that is wanted', (on) =>
  expect(windowFrame(on, { native: true, colours })).toEqual({}),
);

it('their colours follow the look', () => {
  const { tokens } = derive(BOWLINE_LIGHT);
  expect(overlayOf(frameColours(BOWLINE_LIGHT)).color).toBe(tokens['chrome']);
});

it.each([true, false])('on macOS its buttons stand in the middle of the bar (%s)', (native) => {
  const { titleBarStyle, trafficLightPosition: place } = windowFrame('darwin', { native, colours });
  expect(titleBarStyle).toBe('hiddenInset');
  const [height, width] = [14, 52];
  expect(2 * place!.y + height).toBe(pixels('tokens.css', '--bar'));
  expect(place!.x + width).toBeLessThan(76);
  expect(sheet('titleBar.css')).toContain('--edge-buttons: max(76px,');
});
