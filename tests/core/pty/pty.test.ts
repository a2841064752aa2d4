import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INPUT_CAPACITY_BYTES, openPty, MAX_PIECE_BYTES, type Pty } from '../../../core/pty/pty.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { readToEnd, readUntil, startPty, startScript, until } from '../../support/ptys.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const SLEEP = 'while :; do sleep 1000 & wait $!; done';

/** Fills the input until the terminal takes no more; how much went in. */
async function fill(pty: Pty): Promise<number> {
  const piece = new Uint8Array(16 * 1024).fill(0x78);
  let sent = 0;
  let written = -1;
  pty.onWritten = (count) => (written += count);
  for (let before = -2; before !== written;) {
    before = written;
    while (pty.input.trySend(piece)) sent += piece.byteLength;
    for (let turns = 0; turns < 1_000; turns++) await settle(); // the kernel has its turns, too
  }
  return sent;
}

describe('a program on a PTY', () => {
  it('has a terminal of the size that was asked for', async () => {
    const { pty } = startPty('stty', ['size']);
    expect(await readToEnd({ pty })).toBe('24 80\r\n');
  });

  it.each([
    ['exit 0', { code: 0, signal: null }],
    ['exit 7', { code: 7, signal: null }],
    ['kill -TERM $$', { code: null, signal: 'SIGTERM' }],
    ['kill -KILL $$', { code: null, signal: 'SIGKILL' }],
  ])('that does `%s` is reported so, after its last byte', async (script, exit) => {
    const started = startScript(`echo last; ${script}`);
    expect(await readToEnd(started)).toBe('last\r\n');
    expect(await started.pty.exited).toEqual(exit);
    expect(await started.pty.ended).toMatchObject({ kind: 'done', by: 'ptyReader' });
  });

  it('that closes its terminal before it exits is left to exit in peace', async () => {
    const started = startScript('echo last; exec <&- >&- 2>&-; sleep 0.1; exit 3');
    expect(await readToEnd(started)).toBe('last\r\n');
    expect(await started.pty.exited).toEqual({ code: 3, signal: null });
  });

  it('that does not exist ends with an error code', async () => {
    const started = startPty('/nowhere/to/be/found');
    await readToEnd(started);
    expect((await started.pty.exited).code).toBeGreaterThan(0);
  });

  it('gets what is typed, which its terminal echoes', async () => {
    const started = startPty('cat');
    await started.pty.input.send(bytes('hello\r'));
    expect(await readUntil(started, 'hello\r\nhello\r\n')).toBe('hello\r\nhello\r\n');
    await started.pty.input.send(bytes('\x04'));
    expect(await started.pty.exited).toEqual({ code: 0, signal: null });
  });

  it('is interrupted by ^C', async () => {
    const started = startScript('echo ready; exec sleep 1000');
    await readUntil(started, 'ready');
    await started.pty.input.send(bytes('\x03'));
    expect(await started.pty.exited).toEqual({ code: null, signal: 'SIGINT' });
  });

  it('is told of a new size', async () => {
    const started = startScript(`trap 'stty size' WINCH; echo ready; ${SLEEP}`);
    await readUntil(started, 'ready');
    started.pty.resize({ cols: 132, rows: 50 });
    expect(await readUntil(started, '50 132')).toContain('50 132');
  });

  it('is told how much of the input its terminal has taken', async () => {
    const started = startScript('stty raw -echo; echo ready; exec cat >/dev/null');
    await readUntil(started, 'ready');
    let written = 0;
    started.pty.onWritten = (count) => (written += count);
    for (let sent = 0; sent < 10; sent++) await started.pty.input.send(new Uint8Array(50_000));
    await until(() => written === 500_000);
  });
});

describe('the two directions of a PTY', () => {
  it('keep apart: output flows while a program that reads nothing makes input wait', async () => {
    const script = `stty raw -echo; trap 'echo "got it"' USR1; echo ready; ${SLEEP}`;
    const started = startScript(script);
    await readUntil(started, 'ready');
    const sent = await fill(started.pty);
    const waiting = expect(started.pty.input.send(bytes('one more'))).rejects.toThrow('closed');
    expect(started.pty.input.held).toBeGreaterThan(INPUT_CAPACITY_BYTES - 16 * 1024);
    expect(sent).toBeGreaterThan(INPUT_CAPACITY_BYTES);
    started.pty.kill('SIGUSR1');
    expect(await readUntil(started, 'got it')).toContain('got it');
    expect(started.pty.input.trySend(bytes('x'))).toBe(false);
    await started.pty.close();
    await waiting;
  });

  it('keep apart: input flows while nobody reads a flood of output', async () => {
    const started = startScript(
      'stty raw -echo; yes & while read -r line; do kill -$line $$; done',
    );
    const { pty } = started;
    await until(() => pty.output.held > 0);
    let still = 0;
    for (let before = 0; still < 20; before = pty.output.held) {
      await settle();
      still = pty.output.held === before ? still + 1 : 0;
    }
    expect(pty.output.held).toBeLessThanOrEqual(MAX_PIECE_BYTES);
    await pty.input.send(bytes('KILL\n'));
    await started.device.exited; // it has read its input, and done as it was told
    await pty.close();
    expect(await pty.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

describe('closing a PTY', () => {
  it('hangs the program up', async () => {
    const started = startScript(`echo ready; ${SLEEP}`);
    await readUntil(started, 'ready');
    await started.pty.close();
    expect(await started.pty.exited).toEqual({ code: null, signal: 'SIGHUP' });
  });

  it('kills a program that ignores the hang-up, in its time', async () => {
    const clock = new ManualClock();
    const started = startScript(`trap '' HUP; echo ready; ${SLEEP}`, clock);
    await readUntil(started, 'ready');
    const closing = started.pty.close();
    await clock.pass(1_999);
    expect(() => process.kill(started.pty.pid, 0)).not.toThrow();
    await clock.pass(1);
    await closing;
    expect(await started.pty.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('reaches a program that was stopped', async () => {
    const started = startScript('echo ready; kill -STOP $$; echo never');
    await readUntil(started, 'ready');
    await until(() => stateOf(started.pty.pid) === 'T');
    await started.pty.close();
    expect((await started.pty.exited).signal).toBe('SIGHUP');
  });

  it('does not wait for output that nobody will read', async () => {
    const started = startPty('yes');
    await started.pty.output.receive();
    await started.pty.close();
    expect((await started.pty.exited).signal).toBe('SIGHUP');
  });

  it('can be done twice, and after the end', async () => {
    const started = startScript('exit 0');
    await readToEnd(started);
    await Promise.all([started.pty.close(), started.pty.close()]);
    await started.pty.close();
    started.pty.resize({ cols: 1, rows: 1 });
    started.pty.kill('SIGKILL');
    expect(started.pty.foreground()).toBe('');
    await expect(started.pty.input.send(bytes('x'))).rejects.toThrow('closed');
  });
});

describe('the foreground program of a PTY', () => {
  it('is none at the prompt, and has its name while it runs', async () => {
    const started = startPty('bash', ['--norc', '--noprofile', '-i']);
    await readUntil(started, '$ ');
    await until(() => started.pty.foreground() === '');
    await started.pty.input.send(bytes('sleep 1000\r'));
    await until(() => started.pty.foreground() === 'sleep');
    await started.pty.input.send(bytes('\x03'));
    await until(() => started.pty.foreground() === '');
    await started.pty.close();
  });

  it('is killed with the shell', async () => {
    const started = startPty('bash', ['--norc', '--noprofile', '-i']);
    await started.pty.input.send(bytes('sh -c "echo begun; exec sleep 1000"\r'));
    await readUntil(started, '\nbegun');
    await until(() => started.pty.foreground() === 'sleep');
    const [child] = childrenOf(started.pty.pid);
    await started.pty.close();
    await until(() => ['', 'Z'].includes(stateOf(child!))); // whoever inherited it may be slow
  });
});

describe('many PTYs', () => {
  it('are close-on-exec at both ends from the moment they are there', () => {
    const started = [1, 2, 3].map(() => startScript('sleep 1000'));
    const mine = terminalsHere();
    // Of each its own end, and the program's, which is held until it exits.
    expect(mine.filter(({ path }) => path === '/dev/ptmx').length).toBe(started.length);
    expect(mine.filter(({ closedByExec }) => !closedByExec)).toEqual([]);
  });

  it('leave no descriptor and no zombie behind', async () => {
    const one = async (index: number): Promise<void> => {
      const started = startScript(`echo ${index}; exit ${index % 100}`);
      expect(await readToEnd(started)).toBe(`${index}\r\n`);
      expect((await started.pty.exited).code).toBe(index % 100);
    };
    await one(0); // whatever the first one opens for good
    const before = descriptors();
    for (let batch = 0; batch < 20; batch++) {
      await Promise.all(Array.from({ length: 10 }, (_, index) => one(batch * 10 + index)));
    }
    await expect.poll(descriptors).toEqual(before);
    expect(childrenOf(process.pid).filter((pid) => stateOf(pid) === 'Z')).toEqual([]);
  });

  it('leave nothing behind when they are closed in the middle', async () => {
    const before = descriptors().length;
    const started = Array.from({ length: 20 }, () => startPty('yes'));
    await Promise.all(started.map(({ pty }) => pty.output.receive()));
    await Promise.all(started.map(({ pty }) => pty.close()));
    await expect.poll(() => descriptors().length).toBeLessThanOrEqual(before);
  });

  it('can be opened through the door that everyone else uses', async () => {
    const options = {
      file: 'echo',
      args: ['hello'],
      env: {},
      cwd: '/',
      size: { cols: 1, rows: 1 },
    };
    const pty = openPty({ ...options, env: { PATH: process.env.PATH! } });
    expect(await readToEnd({ pty })).toBe('hello\r\n');
  });
});

/** Terminals of ours that are open here, and whether a program would inherit them. */
function terminalsHere(): { path: string; closedByExec: boolean }[] {
  return descriptors().flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      const flags = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))![1]!;
      const closedByExec = (parseInt(flags, 8) & 0o2000000) !== 0;
      return Number(fd) > 2 && /^\/dev\/(ptmx|pts)/.test(path) ? [{ path, closedByExec }] : [];
    } catch {
      return []; // the folder itself, which was open for the listing
    }
  });
}

function descriptors(): string[] {
  return readdirSync('/proc/self/fd');
}

/** One letter, as `ps` shows it; '' when there is no such process. */
function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0]!;
  } catch {
    return '';
  }
}

function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((child) => {
    try {
      const stat = readFileSync(`/proc/${child}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    } catch {
      return false;
    }
  });
}
