// The environment of a program in a terminal of ours: the user's own, without what was meant
// for Bowline itself or for the terminal it was started from.
import { delimiter } from 'node:path';

/** Electron's, npm's, and of terminals and multiplexers that are not the one it runs in. */
const NOT_FOR_SHELLS = [
  /^(ELECTRON|CHROME|npm|BOWLINE|VTE|ITERM|KITTY|ALACRITTY|WEZTERM|KONSOLE|VSCODE|SNAP)_/i,
  /^(NODE_OPTIONS|NODE_CHANNEL_FD|NODE_CHANNEL_SERIALIZATION_MODE|NODE_ENV|INIT_CWD)$/,
  /^(APPDIR|APPIMAGE|ARGV0|OWD|ORIGINAL_XDG_CURRENT_DESKTOP|GOOGLE_API_KEY)$/,
  /^(TMUX|TMUX_PANE|STY|WINDOW|WINDOWID|TERM_SESSION_ID|TERMINFO|TERMCAP|LINES|COLUMNS)$/,
];

export interface EnvironmentFacts {
  platform: NodeJS.Platform;
  /** Version of the app, told to programs as terminals do. */
  version: string;
}

export function shellEnvironment(
  base: NodeJS.ProcessEnv,
  facts: EnvironmentFacts,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && !NOT_FOR_SHELLS.some((pattern) => pattern.test(name))) {
      env[name] = value;
    }
  }
  // Started by `npm start`, the path begins with npm's own folders.
  if (base['npm_lifecycle_event'] && env['PATH']) env['PATH'] = withoutNpm(env['PATH']);
  return { ...env, ...terminalNames(facts), ...language(env, facts.platform) };
}

function terminalNames({ version }: EnvironmentFacts): Record<string, string> {
  return {
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'Bowline',
    TERM_PROGRAM_VERSION: version,
  };
}

// An app started from the Dock has no language, and without one shells garble all but ASCII.
function language(env: Record<string, string>, platform: NodeJS.Platform): Record<string, string> {
  const known = env['LC_ALL'] ?? env['LC_CTYPE'] ?? env['LANG'];
  return platform === 'darwin' && !known ? { LANG: 'en_US.UTF-8' } : {};
}

function withoutNpm(path: string): string {
  const npms = /[/\\](node_modules[/\\]\.bin|node-gyp-bin)$/;
  return path
    .split(delimiter)
    .filter((folder) => !npms.test(folder))
    .join(delimiter);
}
