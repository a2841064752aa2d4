// Who draws the window's upper edge: the page on macOS, the system elsewhere.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { windowFrame } from '../../../electron/main/windowFrame.ts';

const STYLES = path.resolve(import.meta.dirname, '../../../renderer/styles');

const pixels = (file: string, property: string): number => {
  const text = readFileSync(path.join(STYLES, file), 'utf8');
  return Number(new RegExp(`${property}: (\\d+)px`).exec(text)![1]);
};

it.each(['linux', 'win32'] as const)('on %s the system does', (platform) =>
  expect(windowFrame(platform)).toEqual({}),
);

it('on macOS its buttons stand in the middle of the bar, within the room that is left for them', () => {
  const { titleBarStyle, trafficLightPosition: place } = windowFrame('darwin');
  expect(titleBarStyle).toBe('hiddenInset');
  const [height, width] = [14, 52];
  expect(2 * place!.y + height).toBe(pixels('tokens.css', '--bar-height'));
  expect(place!.x + width).toBeLessThan(pixels('titleBar.css', '--edge-buttons'));
});
