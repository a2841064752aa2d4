// What programs in our terminals find in their environment.
import { expect, it } from 'vitest';
import { shellEnvironment } from '../../../electron/programs/environment.ts';

const linux = { platform: 'linux', version: '1.2.3' } as const;

it('is the user’s, with the terminal’s own names', () => {
  const env = shellEnvironment({ HOME: '/home/me', LANG: 'de_DE.UTF-8', TERM: 'dumb' }, linux);
  expect(env).toEqual({
    HOME: '/home/me',
    LANG: 'de_DE.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'Bowline',
    TERM_PROGRAM_VERSION: '1.2.3',
  });
});

it.each([
  'ELECTRON_RUN_AS_NODE',
  'CHROME_DESKTOP',
  'npm_config_cache',
  'NODE_OPTIONS',
  'BOWLINE_USER_DATA',
  'TMUX',
  'STY',
  'VTE_VERSION',
  'COLUMNS',
  'APPIMAGE',
])('%s stays with Bowline', (name) => {
  expect(shellEnvironment({ [name]: 'x' }, linux)).not.toHaveProperty(name);
});

it('loses the folders that npm put into the path, and only when npm started the app', () => {
  const PATH = '/p/node_modules/.bin:/usr/lib/node-gyp-bin:/usr/bin:/bin';
  const underNpm = shellEnvironment({ PATH, npm_lifecycle_event: 'start' }, linux);
  expect(underNpm['PATH']).toBe('/usr/bin:/bin');
  expect(shellEnvironment({ PATH }, linux)['PATH']).toBe(PATH);
});

it('has a language on macOS, where the Dock gives none', () => {
  const mac = { ...linux, platform: 'darwin' } as const;
  expect(shellEnvironment({}, mac)['LANG']).toBe('en_US.UTF-8');
  expect(shellEnvironment({ LC_ALL: 'C' }, mac)).not.toHaveProperty('LANG');
  expect(shellEnvironment({}, linux)).not.toHaveProperty('LANG');
});
