// Which of Chromium's switches the packaged app may be started with. Many open it to others: a
// debugging port answers every user of the computer. So the harmless ones are named here, and
// whatever else a changed launcher passes is refused.
import { say, type Said } from '../../words/said.ts';
import { SYSTEM } from '../../core/system.ts';

/** Says that whoever starts the app means to look into it; the tests' way in. */
export const ALLOW_DEBUGGING = 'BOWLINE_ALLOW_DEBUGGING';

export interface Switch {
  /** Without its dashes, in lower case. */
  name: string;
  /** '' where it has none. */
  value: string;
}

export interface LaunchFacts {
  env: NodeJS.ProcessEnv;
  /** Chromium's sandbox can't be had as root. */
  isRoot: boolean;
}

const NONE = /^$/;
const NUMBER = /^\d{1,2}(\.\d{1,4})?$/;
const WORD = /^[a-z\d-]{1,32}$/i;

/** How it is drawn, in which language, where its log goes: nothing that lets anybody in. */
const HARMLESS: ReadonlyMap<string, RegExp> = new Map([
  ['class', WORD],
  ['disable-dev-shm-usage', NONE],
  ['disable-gpu', NONE],
  ['disable-gpu-compositing', NONE],
  ['disable-software-rasterizer', NONE],
  ['display', /^[\w.:-]{1,64}$/],
  // What a Wayland desktop may want, and nothing that Chromium only tries out.
  ['enable-features', /^(UseOzonePlatform|WaylandWindowDecorations|,)+$/],
  ['enable-logging', /^(stderr)?$/], // not `file`
  ['enable-wayland-ime', NONE],
  ['force-color-profile', WORD],
  ['force-device-scale-factor', NUMBER],
  ['force-renderer-accessibility', NONE],
  ['gtk-version', NUMBER],
  ['high-dpi-support', NUMBER],
  ['ignore-gpu-blocklist', NONE],
  ['lang', WORD],
  ['ozone-platform', WORD],
  ['ozone-platform-hint', WORD],
  ['password-store', /^(gnome(-libsecret)?|kwallet[56]?)$/], // not `basic`, which keeps no secret
  ['use-angle', WORD],
  ['use-gl', WORD],
  ['wayland-text-input-version', NUMBER],
]);

/** macOS's Finder numbers what it starts. */
const FINDER = /^psn_\d+_\d+$/;

/** What Chromium strips from an argument: ASCII's blanks, on Windows all others too. */
const ASCII_BLANKS = /^[\t-\r ]+|[\t-\r ]+$/g;
const BLANKS = /^[\s\u0085]+|[\s\u0085]+$/g;

/**
 * The switches among a program's arguments, found as Chromium finds them: one dash does as well
 * as two, on Windows a slash too; blanks around don't count, `--` ends them. Names are
 * lower-cased, as on Windows. Where systems differ, more is a switch and less an end.
 */
export function switchesOf(args: readonly string[], platform: NodeJS.Platform = SYSTEM): Switch[] {
  const form = platform === 'win32' ? /^(?:--?|\/)([^=]+)(?:=(.*))?$/s : /^--?([^=]+)(?:=(.*))?$/s;
  const end = args.findIndex((arg) => arg.replace(ASCII_BLANKS, '') === '--');
  const before = end < 0 ? args : args.slice(0, end);
  return before.flatMap((arg) => {
    const [, name, value = ''] = form.exec(arg.replace(BLANKS, '')) ?? [];
    return name === undefined ? [] : [{ name: name.toLowerCase(), value }];
  });
}

/** Those that the packaged app isn't started with, unless debugging is allowed. */
export function refusedSwitches(args: readonly string[], facts: LaunchFacts): Switch[] {
  return switchesOf(args).filter((one) => !isHarmless(one, facts));
}

function isHarmless({ name, value }: Switch, { env, isRoot }: LaunchFacts): boolean {
  // An AppImage can't hold the sandbox's setuid helper, and is started without it.
  if (name === 'no-sandbox') return isRoot || Boolean(env['APPIMAGE']);
  if (FINDER.test(name)) return value === '';
  return HARMLESS.get(name)?.test(value) ?? false;
}

export function isDebuggingAllowed(env: NodeJS.ProcessEnv): boolean {
  return env[ALLOW_DEBUGGING] === '1';
}

/** Why the app isn't started, and what to do; for a terminal as for a box. */
export function refusalOf(refused: readonly Switch[]): Said {
  const switches = listed([...new Set(refused.map(({ name }) => name))]);
  return say('launch-refused', { switches, variable: ALLOW_DEBUGGING });
}

/** Who can get in as the app was started, for a banner; undefined where nobody can. */
export function openTo(refused: readonly Switch[]): Said | undefined {
  if (refused.length === 0) return undefined;
  // Of a switch that is given twice the last counts, as for Chromium.
  const given = new Map(refused.map(({ name, value }) => [name, value]));
  const port = given.get('remote-debugging-port');
  if (port !== undefined) {
    const far = given.has('remote-debugging-address');
    return say('debugging-by-port', { port: /^[1-9]\d*$/.test(port) ? port : '', far });
  }
  if (given.has('remote-debugging-pipe')) return say('debugging-by-pipe');
  return say('debugging-by-switches', { switches: listed([...given.keys()]) });
}

function listed(names: readonly string[]): string {
  const shown = names.map((name) => `--${clean(name)}`).slice(0, 8);
  return shown.join(', ');
}

/** An argument may hold anything, escape sequences too. */
function clean(name: string): string {
  return name.replace(/[^\w-]/g, '?').slice(0, 48);
}
