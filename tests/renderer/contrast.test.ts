// Every text colour on every surface it is used on: contrast AA, in both of our own schemes.
import { describe, expect, it } from 'vitest';
import { contrast, over } from '../../core/look/contrast.ts';
import { derive } from '../../core/look/derive.ts';
import { BOWLINE_DARK, BOWLINE_LIGHT } from '../../core/look/ours.ts';
import { terminalTheme } from '../../renderer/terminal/theme.ts';

const GROUNDS = ['content', 'chrome', 'raised'];
const LAID_OVER = ['hover', 'press', 'selected'];
const TEXTS = ['ink', 'ink-dim', 'accent', 'ok', 'warn', 'bad'];

describe.each([BOWLINE_DARK, BOWLINE_LIGHT])('$name', (scheme) => {
  const { tokens } = derive(scheme);
  const get = (name: string) => tokens[name] ?? `no token ${name}`;
  const laid = (name: string, ground: string) => {
    const token = get(name);
    return over(token.slice(0, 7), parseInt(token.slice(7), 16) / 255, get(ground));
  };
  const surfaces = GROUNDS.flatMap((ground) => [
    get(ground),
    ...LAID_OVER.map((name) => laid(name, ground)),
  ]);

  it.each(TEXTS)('keeps %s readable wherever it may stand', (text) => {
    for (const surface of surfaces) {
      expect(contrast(get(text), surface)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each([
    ['on-accent', 'accent-fill'],
    ['on-bad', 'bad-fill'],
    ['on-match-now', 'match-now'],
  ])('keeps %s readable on %s', (text, surface) => {
    expect(contrast(get(text), get(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps the initials of members readable', () => {
    for (let number = 0; number < 8; number++) {
      expect(contrast(get('content'), get(`tone-${number}`))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('shows the edges of fields and buttons', () => {
    for (const ground of GROUNDS) {
      expect(contrast(get('line-strong'), get(ground))).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps the colours of the terminal readable on its ground', () => {
    const { background, ...rest } = terminalTheme(tokens);
    const names = ['foreground', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
    for (const name of [...names, 'brightBlack', 'brightRed', 'brightGreen', 'brightBlue']) {
      const colour = rest[name as keyof typeof rest] as string;
      expect(contrast(colour, background!), name).toBeGreaterThanOrEqual(4.5);
    }
  });
});
