// Shells on this computer, with real programs on real PTYs.
import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { accountShell } from '../../../core/process/account.ts';
import { MAX_PIECE_BYTES } from '../../../core/pty/pty.ts';
import { WindowsPty } from '../../../core/pty/windowsPty.ts';
import { SYSTEM } from '../../../core/system.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { OUTPUT_WINDOW_BYTES } from '../../../electron/shells/creditGate.ts';
import { foundHost, foundId } from '../../../electron/shells/found/foundHost.ts';
import { localShells, loginShell } from '../../../electron/shells/localShell.ts';
import { fakeWindows } from '../../support/fakeConPty.ts';
import { MemoryShell } from '../../support/memoryShell.ts';
import { needs } from '../../support/needs.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { localHost, surroundings } from './hosts.ts';
import { shellContract } from './shellContract.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';

const run = promisify(execFile);
const common = { windowBytes: OUTPUT_WINDOW_BYTES, chunkBytes: 256 * 1024 };
/** Linux' own, of one PTY, as `yes` leaves it when nobody reads: 15 to 20 KB were seen. */
const KERNEL_BYTES = 32 * 1024;
/**
 * The piece that went beyond the window, one read and waiting for room in it, one that waits to be
 * handed over, and what the kernel has.
 */
const UNDER_WAY_BYTES = OUTPUT_WINDOW_BYTES + 3 * MAX_PIECE_BYTES + KERNEL_BYTES;

shellContract('a shell in memory', {
  make: () => new MemoryShell(),
  tellsSignals: true,
  hasProcesses: false,
  ...common,
});

describe.skipIf(SYSTEM === 'win32')('on this computer', () => {
  const make = localShells(surroundings());

  shellContract('a local shell', {
    make: () => make(localHost(), null),
    tellsSignals: true,
    hasProcesses: SYSTEM === 'linux',
    ...common,
  });

  const windows = localShells(surroundings(), (options, clock) => {
    return new WindowsPty(options, clock, fakeWindows());
  });
  shellContract('a local shell of Windows', {
    make: () => windows(localHost(), null),
    tellsSignals: false,
    hasProcesses: SYSTEM === 'linux',
    ...common,
  });

  const drivers: ShellDriver[] = [];
  function start(host: StoredHost, env: NodeJS.ProcessEnv = {}): ShellDriver {
    const driver = new ShellDriver(localShells(surroundings(env))(host, null)).start();
    drivers.push(driver);
    return driver;
  }
  afterEach(async () => {
    await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  });

  it('runs the user’s login shell where the host names none', async () => {
    const driver = start(localHost({ shell: '' }));
    await driver.type('echo "[$0]"\r');
    const name = loginShell(SYSTEM, process.env).split('/').at(-1)!;
    await driver.sees(new RegExp(`\\[-?(.*/)?${name}\\]\r`));
  });

  it('takes the account’s own shell for the login shell, whatever a variable says', (test) => {
    const [own, goodbye] = [accountShell(), /^$|\/(nologin|false)$/];
    needs(goodbye.test(own) ? 'this account has no shell to log in with' : undefined, test);
    for (const env of [{}, { SHELL: '/bin/other' }]) expect(loginShell('linux', env)).toBe(own);
  });

  it('starts in the home folder, on a terminal that programs know', async () => {
    const driver = start(localHost(), { TERM: 'dumb', TMUX: '/tmp/tmux,1,0', NODE_OPTIONS: '' });
    await driver.type('echo "[$PWD,$TERM,$COLORTERM,$TERM_PROGRAM,$TMUX,${NODE_OPTIONS-none}]"\r');
    await driver.sees(/\[\/.*\]\r/);
    expect(driver.text).toContain(`[${homedir()},xterm-256color,truecolor,Bowline,,none]`);
  });

  it('has the variables of its host before those of the app', async () => {
    const environment = 'MINE=a b "c" $(d)\n\n  OWN=x=y\nEMPTY=';
    const driver = start(localHost({ environment }), { OWN: 'of the app', EMPTY: 'full' });
    await driver.type('echo "[$MINE|$OWN|${EMPTY-none}]"\r');
    await driver.sees(/\[a b "c" \$\(d\)\|x=y\|\]\r/);
  });

  it.skipIf(SYSTEM === 'win32')('runs a command first, and is in its place then', async () => {
    const folder = temporaryDirectory();
    const startCommand = `cd '${folder}'; export BEGUN="it's $((6*7))"; echo first`;
    const driver = start(localHost({ startCommand }));
    await driver.sees(/first\r/);
    await driver.type('echo "[$PWD|$BEGUN|$0]"\r');
    await driver.sees(new RegExp(`\\[${folder}\\|it's 42\\|/bin/sh\\]\r`));
    await expect.poll(() => driver.shell.foreground()).toBe('');
    await driver.type('exit 3\r');
    await driver.ended();
  });

  it.skipIf(SYSTEM === 'win32').each(['false', 'no-such-program', "'", 'set -- rm'])(
    'begins whatever comes of its first command: %s',
    async (startCommand) => {
      const driver = start(localHost({ startCommand }));
      await driver.type('echo $((6*7))\r');
      await driver.sees(/42\r/);
    },
  );

  it('names the program in the foreground', async () => {
    const driver = start(localHost());
    await driver.type('echo $((6*7))\r');
    await driver.sees(/42\r/);
    await expect.poll(() => driver.shell.foreground()).toBe('');
    await driver.type('sleep 1000\r');
    await expect.poll(() => driver.shell.foreground()).toBe('sleep');
    await driver.type('\x03');
    await expect.poll(() => driver.shell.foreground()).toBe('');
  });

  it('names no program before it is started, nor after its end', async () => {
    const idle = localShells(surroundings())(localHost(), null);
    expect(await idle.foreground()).toBe('');
    const driver = start(localHost());
    await driver.type('exit\r');
    await driver.ended();
    expect(await driver.shell.foreground()).toBe('');
  });

  it('stops a flood on Ctrl+C, with no more left to see than was under way', async () => {
    const driver = start(localHost());
    await driver.type('yes\r');
    await driver.until(() => driver.bytes > 2_000_000, 'two megabytes');
    driver.parses = false; // as if the window had fallen behind
    const before = driver.bytes;
    await run(process.execPath, ['--eval', '']); // what isn't held up floods on meanwhile
    await driver.type('\x03');
    await driver.type('echo $((6*7))\r');
    await expect.poll(() => driver.shell.foreground()).toBe(''); // the flood is over
    driver.parsesAll();
    await driver.sees(/42\r/);
    expect(driver.bytes - before).toBeLessThan(UNDER_WAY_BYTES);
  });

  it('that doesn’t exist any more fails in words, and says what to do', async () => {
    const folder = temporaryDirectory();
    const gone = start(localHost({ shell: join(folder, 'gone') }));
    expect(await gone.ended()).toMatchObject({
      state: 'failed',
      message: says(/gone” can’t be started. There is no such program.$/),
      hint: says(/^Edit the host/),
      canReconnect: true,
    });
  });

  it('gets the arguments that the host gives it', async () => {
    const shell = `/bin/sh -c 'echo "[$0,$1]"; exec sleep 1000' name "two words"`;
    await start(localHost({ shell })).sees(/\[name,two words\]\r/);
  });

  it('opens though nobody saved it, by its id alone', async () => {
    const host = foundHost(foundId({ name: 'sh', command: '/bin/sh -c "echo found; exec cat"' }));
    await start(host!).sees(/found\r/);
    const gone = start(foundHost('local:gone:/no/such/shell')!);
    expect(await gone.ended()).toMatchObject({
      state: 'failed',
      hint: says('It may have been removed since. Choose another one.'),
    });
  });

  it('that can’t be executed fails in words', async () => {
    const file = join(temporaryDirectory(), 'text');
    writeFileSync(file, 'just text');
    chmodSync(file, 0o600);
    const state = await start(localHost({ shell: file })).ended();
    expect(inWords(state.message)).toMatch(/That file can’t be run as a program.$/);
  });
});
