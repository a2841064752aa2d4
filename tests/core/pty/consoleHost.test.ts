// Which console PTYs stand on, and what xterm.js makes of it: wrapped lines are wrapped anew only
// where the console behind them does the same.
import { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { consoleHost } from '../../../core/pty/consoleHost.ts';

const CONPTY = { backend: 'conpty' };

describe('the console of a PTY', () => {
  it('is Windows’ alone', () => {
    expect(consoleHost('linux', '6.1.0-28-amd64')).toBeNull();
    expect(consoleHost('darwin', '24.1.0')).toBeNull();
  });

  it.each([
    ['10.0.22631', { ...CONPTY, buildNumber: 22_631 }],
    // Its own is older; what comes with node-pty isn't.
    ['10.0.19045', { ...CONPTY, buildNumber: 21_376 }],
    ['10.0.18309', { ...CONPTY, buildNumber: 21_376 }],
    ['10.0.17763', { backend: 'winpty', buildNumber: 17_763 }],
    ['whatever it will be', { ...CONPTY, buildNumber: 21_376 }],
  ])('on Windows %s', (release, host) => {
    expect(consoleHost('win32', release)).toEqual(host);
  });

  it.each([
    ['10.0.22631', ['abcde', 'fghij']],
    ['10.0.19045', ['abcde', 'fghij']],
    ['10.0.17763', ['abcdefghij', '$']], // winpty draws the screen anew
  ])('lets long lines be wrapped anew on Windows %s', async (release, rows) => {
    const windowsPty = consoleHost('win32', release)!;
    const terminal = new Terminal({ cols: 10, rows: 4, windowsPty, allowProposedApi: true });
    await new Promise<void>((resolve) => terminal.write('abcdefghij\r\n$', resolve));
    terminal.resize(5, 4);
    const text = (row: number): string =>
      terminal.buffer.active.getLine(row)!.translateToString(true);
    expect([text(0), text(1)]).toEqual(rows);
  });
});
