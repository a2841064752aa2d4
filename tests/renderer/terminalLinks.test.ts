// Links in a terminal: which click opens one, and how its address is shown.
import { expect, it } from 'vitest';
import { linkHandler, opens, shownUrl } from '../../renderer/terminal/links.ts';

const NOWHERE = { start: { x: 1, y: 1 }, end: { x: 1, y: 1 } };

it.each([
  ['linux', { ctrlKey: true, metaKey: false }, true],
  ['linux', { ctrlKey: false, metaKey: false }, false],
  ['win32', { ctrlKey: false, metaKey: true }, false],
  ['darwin', { ctrlKey: false, metaKey: true }, true],
  ['darwin', { ctrlKey: true, metaKey: false }, false], // the menu's click there
] as const)('on %s %j opens: %s', (platform, held, does) => {
  expect(opens(held, platform)).toBe(does);
});

it('tells where one leads, and opens it only with the key held', () => {
  const told: (string | null)[] = [];
  const handler = linkHandler({
    platform: 'linux',
    open: (url) => told.push(`open ${url}`),
    hover: (url) => told.push(url),
  });
  const click = (ctrlKey: boolean) => ({ ctrlKey, metaKey: false }) as MouseEvent;
  handler.hover?.(click(false), 'https://a.test/', NOWHERE);
  handler.activate(click(false), 'https://a.test/', NOWHERE);
  handler.activate(click(true), 'https://a.test/', NOWHERE);
  handler.leave?.(click(false), 'https://a.test/', NOWHERE);
  expect(told).toEqual(['https://a.test/', 'open https://a.test/', null]);
});

it.each([
  ['https://example.test/a', 'https://example.test/a'],
  ['https://gооgle.test/', 'https://xn--ggle-55da.test/'], // Cyrillic
  ['https://a.test/\u202Efdp.exe', 'https://a.test/%E2%80%AEfdp.exe'],
  ['no address \u202E', 'no address ?'],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});

it('is shown no longer than fits', () => {
  expect(shownUrl(`https://a.test/${'x'.repeat(5_000)}`).length).toBeLessThan(400);
});
