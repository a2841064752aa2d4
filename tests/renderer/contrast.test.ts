// Every text colour on every surface it is used on: contrast AA, in both themes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TERMINAL_THEMES } from '../../renderer/terminal/theme.ts';

const css = readFileSync(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8');

function tokens(theme: 'dark' | 'light'): Map<string, string> {
  const from = css.indexOf(`:root[data-theme='${theme}']`);
  const block = css.slice(from, css.indexOf('}', from));
  return new Map([...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, k, v]) => [k!, v!]));
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r, g, b] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const SURFACES = ['surface-sunk', 'surface', 'surface-raised', 'surface-hover', 'surface-selected'];
const TEXTS = ['ink', 'ink-dim', 'accent', 'ok', 'warn', 'bad', 'idle'];
const PAIRS = TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface] as const));

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const colours = tokens(theme);
  const get = (name: string) => colours.get(name) ?? `no token ${name}`;

  it.each(PAIRS)('keeps %s readable on %s', (text, surface) => {
    expect(contrast(get(text), get(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['on-accent', 'accent'],
    ['on-danger', 'danger'],
  ])('keeps %s readable on %s', (text, surface) => {
    expect(contrast(get(text), get(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps the initials of members readable', () => {
    for (let number = 0; number < 8; number++) {
      expect(contrast(get('on-member'), get(`member-${number}`))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('shows the edges of fields and buttons', () => {
    for (const surface of ['surface', 'surface-raised']) {
      expect(contrast(get('line-strong'), get(surface))).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps the colours of the terminal readable on its ground', () => {
    const { background, ...rest } = TERMINAL_THEMES[theme];
    const names = ['foreground', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
    for (const name of [...names, 'brightBlack', 'brightRed', 'brightGreen', 'brightBlue']) {
      const colour = rest[name as keyof typeof rest] as string;
      expect(contrast(colour, background!), name).toBeGreaterThanOrEqual(4.5);
    }
  });
});
