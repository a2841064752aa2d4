// Tests must go the same on everybody's machine: nothing of the person who starts them comes in.
import { expect, it } from 'vitest';
import { impersonal, testHome } from '../../build/testing/testHome.ts';

it('keys, sessions, folders and start files of a person stay out', () => {
  const personal = {
    ...{ HOME: '/home/ada', SSH_AUTH_SOCK: '/x', SSH_ASKPASS: 'x', TMUX: 'x', TMUX_PANE: '%1' },
    ...{ XDG_STATE_HOME: '/x', XDG_CONFIG_HOME: '/x', BASH_ENV: '/x', BOWLINE_LINK: 'x' },
  };
  expect(impersonal({ ...personal, PATH: '/bin', DISPLAY: ':1', LANG: 'en_GB.UTF-8' })).toEqual({
    ...{ PATH: '/bin', DISPLAY: ':1', LANG: 'en_GB.UTF-8', HOME: testHome() },
  });
});

it.each(['LANG', 'LC_ALL', 'LANGUAGE', 'LC_MESSAGES'])('%s speaks English', (name) => {
  const env = impersonal({ LC_CTYPE: 'de_DE.UTF-8', [name]: 'de_DE.UTF-8' });
  expect(env).toEqual({ LANG: 'C.UTF-8', HOME: testHome() });
});

it('so it is in this process', () => {
  expect(process.env.HOME).toBe(testHome());
  expect(process.env.SSH_AUTH_SOCK).toBeUndefined();
});
