// A shell on a PTY of this computer, whatever its program is: that it starts once, what is said
// where it can't, and what its end is judged by. PTY and program are real.
import { says } from '../../support/says.ts';
import { told } from '../../support/told.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { PtyExit } from '../../../core/pty/pty.ts';
import { StartError, type PtyCommand } from '../../../electron/programs/command.ts';
import type { ShellState } from '../../../electron/shell.ts';
import { PtyShell } from '../../../electron/shells/ptyShell.ts';

const SIZE = { cols: 90, rows: 20 };
const LAST_WORDS_BYTES = 4 * 1024;

const shells: PtyShell[] = [];
afterEach(() => Promise.all(shells.splice(0).map((shell) => shell.close())));

/** Runs a script; what was asked of the program besides is kept. */
function setUp(script: string, command?: () => PtyCommand) {
  const asked = { starts: 0, watched: '', stops: 0 };
  const ends: { exit: PtyExit; wasOnline: boolean; lastOutput: string }[] = [];
  const states: ShellState[] = [];
  let report: (change: Partial<ShellState>) => void = () => undefined;
  const run = (): PtyCommand => ({
    ...{ file: '/bin/sh', args: ['-c', script], cwd: '/' },
    env: { PATH: process.env.PATH! },
  });
  const shell = new PtyShell({
    command: () => {
      asked.starts++;
      return (command ?? run)();
    },
    watch: (_pty, told) => {
      report = told;
      return {
        output: (bytes) => (asked.watched += Buffer.from(bytes).toString()),
        stop: () => asked.stops++,
      };
    },
    ended: (exit, wasOnline, lastOutput) => {
      ends.push({ exit, wasOnline, lastOutput });
      return { state: 'failed', message: told('judged') };
    },
    foreground: () => 'vim',
  });
  shells.push(shell);
  shell.onState((state) => states.push(state));
  /** Parses all that is printed, to the end. */
  const all = async (): Promise<string> => {
    let text = '';
    for await (const bytes of shell.output) {
      text += Buffer.from(bytes).toString();
      shell.parsed(bytes.byteLength);
    }
    return text;
  };
  const ended = (): Promise<unknown> =>
    expect.poll(() => shell.state.state).toMatch(/closed|failed/);
  return { shell, asked, ends, states, all, ended, report: (change: object) => report(change) };
}

describe('a program', () => {
  it('starts once, at the size that it is given, and is judged by how it ended', async () => {
    const { shell, asked, ends, all, ended, report } = setUp('stty size; exit 3');
    shell.start(SIZE);
    shell.start(SIZE);
    report({ state: 'online' });
    const text = await all();
    await ended();
    expect([text, asked]).toEqual(['20 90\r\n', { starts: 1, watched: text, stops: 1 }]);
    expect(ends).toEqual([{ exit: { code: 3, signal: null }, wasOnline: true, lastOutput: text }]);
    expect(shell.state).toMatchObject({ state: 'failed', message: told('judged') });
    shell.start(SIZE);
    expect(asked.starts).toBe(1);
  });

  it('that never was online is judged as such, and by its last words, all of those', async () => {
    const words = `head -c 5000 /dev/zero | tr '\\0' x; exec head -c ${LAST_WORDS_BYTES} /dev/zero | tr '\\0' y`;
    const { shell, ends, all, ended } = setUp(words);
    shell.start(SIZE);
    await all();
    await ended();
    expect(ends[0]!.wasOnline).toBe(false);
    expect(ends[0]!.lastOutput).toBe('y'.repeat(LAST_WORDS_BYTES));
  });

  it('takes input once it is started, and has a foreground while it runs', async () => {
    const { shell, all, ended } = setUp('stty -echo; read -r line; echo "got $line"');
    await expect(shell.write(Buffer.from('x'))).rejects.toThrow('not running');
    shell.resize(SIZE); // nobody is there to be told
    expect(await shell.foreground()).toBe('');
    shell.start(SIZE);
    expect(await shell.foreground()).toBe('vim');
    await shell.write(Buffer.from('it\n'));
    expect(await all()).toContain('got it');
    await ended();
    expect(await shell.foreground()).toBe('');
  });

  it('is held up while nothing of its output is parsed', async () => {
    const { shell, asked } = setUp('exec yes');
    shell.start(SIZE);
    const [first] = [await shell.output.receive()];
    const most = shell.measure().window!;
    await expect.poll(() => asked.watched.length).toBeGreaterThan(first!.byteLength);
    let taken = first!.byteLength;
    while (taken < most) taken += (await shell.output.receive())!.byteLength;
    expect(shell.output.held).toBe(0);
    const rest = shell.output.receive();
    shell.parsed(taken);
    expect((await rest)!.byteLength).toBeGreaterThan(0);
  });
});

describe('closing', () => {
  it('ends it without explanation, and again does nothing', async () => {
    const { shell, ends, states } = setUp('exec sleep 1000');
    shell.start(SIZE);
    await Promise.all([shell.close(), shell.close()]);
    const closed = { state: 'closed', message: says('Closed.'), exitCode: null, signal: 'SIGHUP' };
    expect([shell.state, ends]).toMatchObject([closed, []]);
    expect(shell.output.closed).toBe(true);
    const { length } = states;
    await shell.close();
    expect([shell.state, states.length]).toMatchObject([closed, length]);
  });

  it('before it is started is the end, too', async () => {
    const { shell, asked } = setUp('true');
    await shell.close();
    expect(shell.state).toMatchObject({
      ...{ state: 'closed', message: says('Closed.'), exitCode: null, signal: null },
    });
    shell.start(SIZE);
    expect(asked.starts).toBe(0);
  });

  it('lets a program go that is held up', async () => {
    const { shell } = setUp('exec yes');
    shell.start(SIZE);
    await shell.output.receive();
    await shell.close();
    expect(shell.state.signal).toBe('SIGHUP');
  });
});

describe('a program that can’t be started', () => {
  it.each<[string, Error, object]>([
    [
      'says what to do, where that is known',
      new StartError(told('There is no such shell.'), told('Name another.')),
      { message: says('There is no such shell.'), hint: says('Name another.') },
    ],
    [
      'says why, where that is not',
      new Error('no PTY left'),
      {
        message: says('The program could not be started: no PTY left'),
        hint: says('Close programs or shells you no longer need, and try again.'),
      },
    ],
  ])('%s', async (_what, error, told) => {
    const { shell, all, asked } = setUp('', () => {
      throw error;
    });
    shell.start(SIZE);
    expect(await all()).toBe('');
    expect(shell.state).toMatchObject({ state: 'failed', canReconnect: true, ...told });
    shell.start(SIZE);
    await shell.close();
    expect([asked.starts, shell.state.state]).toEqual([1, 'failed']);
  });
});
