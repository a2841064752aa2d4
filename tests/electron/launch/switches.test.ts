// What the packaged app may be started with, judged as Chromium would read it.
import { describe, expect, it } from 'vitest';
import {
  isDebuggingAllowed,
  openTo,
  refusalOf,
  refusedSwitches,
  switchesOf,
} from '../../../electron/launch/switches.ts';
import { inWords } from '../../../words/said.ts';

const facts = { env: {}, isRoot: false };
const refused = (...args: string[]) => refusedSwitches(args, facts).map(({ name }) => name);

describe('switches are read as Chromium reads them', () => {
  it.each<[string[], string[]]>([
    [
      ['--a', '-b=1', ' --c ', '--D=x=y'],
      ['a', 'b', 'c', 'd'],
    ],
    [['bowline://x?a=--b', '-', 'x--y', ''], []],
    [['--a', '--', '--remote-debugging-port=1'], ['a']],
    [['---a'], ['-a']],
    // Chromium strips ASCII's blanks alone: these end nothing for it.
    [
      ['\u00a0--', '--a', '\ufeff--', '--b', '\u3000--', '--c', '\u2028--\u2028', '--d'],
      ['-', 'a', '-', 'b', '-', 'c', '-', 'd'],
    ],
    [['\v--\f', '--a'], []],
  ])('%j', (args, names) =>
    expect(switchesOf(args, 'linux').map(({ name }) => name)).toEqual(names),
  );

  it('on Windows with a slash and behind any blank, elsewhere a path is one', () => {
    const args = ['/Remote-Debugging-Port=1', '\u0085--a', '/home/x'];
    const names = (platform: NodeJS.Platform) => switchesOf(args, platform).map(({ name }) => name);
    expect(names('win32')).toEqual(['remote-debugging-port', 'a', 'home/x']);
    expect(names('linux')).toEqual(['a']);
  });
});

it.each([
  ...['--remote-debugging-port=9222', '--remote-debugging-port', '-remote-debugging-port=0'],
  ...[' --remote-debugging-port=1', '--Remote-Debugging-Port=1', '--remote-debugging-pipe'],
  ...['--remote-debugging-address=0.0.0.0', '--remote-allow-origins=*', '--inspect', '--inspect=0'],
  ...['--inspect-brk', '--inspect-port=1', '--js-flags=--expose-gc', '--load-extension=/tmp/x'],
  ...['--disable-web-security', '--no-sandbox', '--disable-setuid-sandbox', '--no-zygote'],
  ...[
    '--renderer-cmd-prefix=x',
    '--utility-cmd-prefix=x',
    '--gpu-launcher=x',
    '--user-data-dir=/tmp',
  ],
  ...[
    '--browser-subprocess-path=/tmp/x',
    '--proxy-server=x',
    '--host-rules=x',
    '--log-net-log=/tmp/x',
  ],
  ...['--enable-logging=file', '--log-file=/tmp/x', '--password-store=basic', '--single-process'],
  ...[
    '--enable-features=Evil',
    '--disable-features=x',
    '--enable-blink-features=x',
    '---a',
    '--x=\n',
  ],
  ...['--ozone-platform=headless;x', '--enable-automation', '--test-type', '--unknown', '-r=x'],
])('%j is refused', (arg) => expect(refused('bowline://x', arg)).toHaveLength(1));

it.each([
  ...['bowline://x', '--lang=de', '--ozone-platform=wayland', '--ozone-platform-hint=auto'],
  ...['--enable-features=UseOzonePlatform,WaylandWindowDecorations', '--disable-gpu'],
  ...['--force-device-scale-factor=1.5', '--enable-logging', '--enable-logging=stderr'],
  ...['--password-store=gnome-libsecret', '--password-store=kwallet6', '-psn_0_12345'],
])('%s is not', (arg) => expect(refused(arg)).toEqual([]));

it('a switch behind a harmless one, or given twice, is found all the same', () => {
  expect(refused('--lang=de', '--inspect', '--lang=de', '--inspect')).toEqual([
    'inspect',
    'inspect',
  ]);
});

it('the sandbox may be missing where it can’t be had', () => {
  const args = ['--no-sandbox'];
  expect(refusedSwitches(args, { env: {}, isRoot: true })).toEqual([]);
  expect(refusedSwitches(args, { env: { APPIMAGE: '/x' }, isRoot: false })).toEqual([]);
});

it('only the one value allows debugging', () => {
  const allowed = (value?: string) => isDebuggingAllowed({ BOWLINE_ALLOW_DEBUGGING: value });
  expect([allowed('1'), allowed('0'), allowed(''), allowed('yes'), allowed()]).toEqual([
    ...[true, false, false, false, false],
  ]);
});

describe('words', () => {
  it('name the switch and the way in, and carry nothing of what was passed', () => {
    const words = inWords(refusalOf(switchesOf(['--inspect=secret', '--e\u001b[2Jvil'])));
    expect(words).toContain('--inspect, --e??2jvil,');
    expect(words).toContain('BOWLINE_ALLOW_DEBUGGING=1');
    expect(words).not.toContain('secret');
  });

  it.each([
    [
      ['--remote-debugging-port=9222'],
      'every user and program of this computer that connects to port 9222',
    ],
    [['--remote-debugging-port=0'], 'a port that the system chose'],
    [['--remote-debugging-port=1', '--remote-debugging-port=2'], 'port 2'],
    [
      ['--remote-debugging-port=1', '--remote-debugging-address=0.0.0.0'],
      'and perhaps of your network',
    ],
    [['--remote-debugging-pipe'], 'the program that started Bowline'],
    [['--js-flags=x'], '--js-flags, which may let other programs in'],
  ])('of the banner for %j', (args, part) =>
    expect(inWords(openTo(switchesOf(args)))).toContain(part),
  );

  it('no banner where nothing is open', () => expect(openTo([])).toBeUndefined());
});
