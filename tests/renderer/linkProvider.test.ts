// Links in a real xterm.js's lines: wrapped ones, those among wide characters, and nothing beyond.
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { linkProvider } from '../../renderer/terminal/linkProvider.ts';

async function linksIn(text: string, row: number, cols = 20) {
  const terminal = new xterm.Terminal({ cols, rows: 10, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(text, done));
  const clicked: string[] = [];
  const activate = (_: MouseEvent, url: string) => void clicked.push(url);
  const provider = linkProvider(terminal, { activate });
  return new Promise<{ text: string; at: number[] }[]>((resolve) =>
    provider.provideLinks(row, (links = []) =>
      resolve(
        links.map(({ text, range: { start, end } }) => ({
          text,
          at: [start.x, start.y, end.x, end.y],
        })),
      ),
    ),
  );
}

describe('a link on the screen', () => {
  it('is found where it stands', async () => {
    expect(await linksIn('go https://x.org/a .', 1)).toEqual([
      { text: 'https://x.org/a', at: [4, 1, 18, 1] },
    ]);
  });

  it('goes on over wrapped lines, and is found from each of them', async () => {
    const text = 'see https://x.org/abcdefghijklmnopqrstuvwxyz/0123456789 now';
    const whole = {
      text: 'https://x.org/abcdefghijklmnopqrstuvwxyz/0123456789',
      at: [5, 1, 15, 3],
    };
    for (const row of [1, 2, 3]) expect(await linksIn(text, row)).toEqual([whole]);
  });

  it('ends where a program breaks the line', async () => {
    expect(await linksIn('https://x.org/a\r\nb', 1)).toMatchObject([{ text: 'https://x.org/a' }]);
    expect(await linksIn('https://x.org/a\r\nb', 2)).toEqual([]);
  });

  it('counts wide characters as two cells, and one that had no room as none', async () => {
    expect(await linksIn('数据 https://x.org/a', 1, 30)).toEqual([
      { text: 'https://x.org/a', at: [6, 1, 20, 1] },
    ]);
    // The last cell of the first row stays empty, as 路 needs two.
    expect(await linksIn('  https://x.org/abc路径/b', 2)).toMatchObject([
      { text: 'https://x.org/abc路径/b' },
    ]);
  });

  it('is told for its own row only', async () => {
    const text = 'https://x.org/a https://x.org/bbbbbbbbbb';
    expect((await linksIn(text, 2)).map((one) => one.text)).toEqual(['https://x.org/bbbbbbbbbb']);
  });
});
