// Tests must go the same on everybody's machine: nothing of the person who starts them comes in.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { impersonal, testHome } from '../../build/testing/testHome.ts';
import { SYSTEM } from '../../core/system.ts';

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

// Whose home that would be OpenSSH asks the system, not HOME.
it.runIf(SYSTEM !== 'win32')('ssh reads nothing that a person has configured', () => {
  const { stderr } = spawnSync('ssh', ['-vG', 'example.net'], { encoding: 'utf8' });
  const read = [...stderr.matchAll(/Reading configuration data (.*?)\r?$/gm)].map(
    ([, file]) => file,
  );
  expect(read[0]).toBe(path.join(testHome(), 'ssh_config'));
  expect(read.filter((file) => file?.includes('/.ssh/'))).toEqual([]);
});
