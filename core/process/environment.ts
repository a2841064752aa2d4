// The environment of the programs in our shells: the user's own, without what was meant for Bowline
// itself, for what started it, or for the terminal it was started from.
import { delimiter, join, normalize } from 'node:path';

/** Electron's, npm's, and of terminals and multiplexers that are not the one it runs in. */
const NOT_FOR_SHELLS = [
  /^(ELECTRON|CHROME|npm|BOWLINE|VTE|ITERM|KITTY|ALACRITTY|WEZTERM|KONSOLE|VSCODE|SNAP)_/i,
  /^(NODE_OPTIONS|NODE_CHANNEL_FD|NODE_CHANNEL_SERIALIZATION_MODE|NODE_UNIQUE_ID|NODE_ENV)$/,
  /^(INIT_CWD|APPDIR|APPIMAGE|ARGV0|OWD|ORIGINAL_XDG_CURRENT_DESKTOP|GOOGLE_API_KEY)$/,
  /^(TMUX|TMUX_PANE|STY|WINDOW|WINDOWID|TERM_SESSION_ID|TERMINFO|TERMCAP|LINES|COLUMNS)$/,
];

/** Of these, what the user had set is given back: other programs of the user's go by it. */
const MAY_BE_THE_USERS = /^(ELECTRON_|CHROME_|NODE_OPTIONS$|NODE_ENV$)/;
/** But never these: they name us, or make a program something else than what was called. */
const NEVER_THE_USERS =
  /^(ELECTRON_(RUN_AS_NODE|NO_ATTACH_CONSOLE|NO_ASAR|OVERRIDE_DIST_PATH)|CHROME_DESKTOP)$/;

/** What npm sets for its scripts without a name of its own. */
const SET_BY_NPM = ['NODE', 'EDITOR', 'COLOR'];

/**
 * @param base this process's environment
 * @param users what the user had given us, where that is known: see `starter.ts`
 */
export function inheritedEnvironment(
  base: NodeJS.ProcessEnv,
  users?: Readonly<Record<string, string>>,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && isForShells(name, value, users)) env[name] = value;
  }
  if (base['npm_lifecycle_event']) undoNpm(env, users);
  if (base['APPDIR']) undoAppImage(env, base['APPDIR']);
  return env;
}

function isForShells(name: string, value: string, users?: Readonly<Record<string, string>>) {
  if (!NOT_FOR_SHELLS.some((pattern) => pattern.test(name))) return true;
  if (!MAY_BE_THE_USERS.test(name) || NEVER_THE_USERS.test(name)) return false;
  return users?.[name] === value;
}

// The path begins with npm's own folders then, and with that of the Node for the build tools.
function undoNpm(env: Record<string, string>, users?: Readonly<Record<string, string>>): void {
  for (const name of SET_BY_NPM) {
    if (users?.[name] === undefined) delete env[name];
    else env[name] = users[name];
  }
  if (env['PATH'] === undefined) return;
  const npms = /[/\\](node_modules[/\\]\.bin|node-gyp-bin)$/;
  const tools = /[/\\]build[/\\]toolchain[/\\]node[/\\]/;
  const kept = env['PATH'].split(delimiter).filter((it) => !npms.test(it) && !tools.test(it));
  env['PATH'] = kept.join(delimiter);
}

/**
 * An AppImage's start script puts its own folders before others, in LD_LIBRARY_PATH too: programs
 * would load our libraries. What is left empty wasn't there before.
 */
function undoAppImage(env: Record<string, string>, appDir: string): void {
  const inside = (entry: string): boolean =>
    entry === './share/' || `${normalize(entry)}/`.startsWith(join(appDir, '/'));
  for (const [name, value] of Object.entries(env)) {
    const entries = value.split(':');
    if (!entries.some(inside)) continue;
    const kept = entries.filter((entry) => entry !== '' && !inside(entry));
    if (kept.length > 0) env[name] = kept.join(':');
    else delete env[name];
  }
}
