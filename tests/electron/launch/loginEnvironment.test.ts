// What a login shell adds, asked of the real shells with login files of the tests' own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import {
  lacksLoginEnvironment,
  loginEnvironment,
  type LoginEnvironment,
} from '../../../electron/launch/loginEnvironment.ts';
import { findProgram } from '../../../electron/programs/localFiles.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { processesWith } from '../../support/processes.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { says } from '../../support/says.ts';

const POSIX =
  'echo welcome; export PATH="/opt/mine:$PATH" FROM_LOGIN="two\nlines" SSH_AUTH_SOCK=/s\n';
const KINDS: [shell: string, file: string, text: string][] = [
  ['bash', '.bash_profile', POSIX],
  ['zsh', '.zprofile', POSIX],
  ['dash', '.profile', POSIX],
  [
    'fish',
    '.config/fish/config.fish',
    'echo welcome; set -gx PATH /opt/mine $PATH; set -gx FROM_LOGIN "two\nlines"; set -gx SSH_AUTH_SOCK /s\n',
  ],
  [
    'tcsh',
    '.tcshrc',
    'echo welcome; setenv PATH /opt/mine:$PATH; setenv FROM_LOGIN "two\\\nlines"; setenv SSH_AUTH_SOCK /s\n',
  ],
];

function home(file: string, text: string): string {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
  return folder;
}

/** However long it takes, unless the test's clock goes on. */
function ask(shell: string, HOME: string, clock = new ManualClock()): Promise<LoginEnvironment> {
  const env = {
    HOME,
    PATH: '/usr/bin:/bin',
    ZDOTDIR: HOME,
    XDG_CONFIG_HOME: join(HOME, '.config'),
  };
  return loginEnvironment({ env, shell: findProgram(shell)! }, clock);
}

describe('the environment of a login shell', () => {
  it.each(KINDS)('is what %s says after its login files', async (shell, file, text) => {
    const found = await ask(shell, home(file, text));
    expect(found).toMatchObject({
      env: { FROM_LOGIN: 'two\nlines', SSH_AUTH_SOCK: '/s', HOME: expect.any(String) as string },
    });
    const { env } = found as { env: Record<string, string> };
    expect(env['PATH']!.split(':')[0]).toBe('/opt/mine');
    expect(Object.keys(env).filter((name) => /^(_|SHLVL|PWD|TERM|BOWLINE_.*)$/.test(name))).toEqual(
      [],
    );
  });

  it('isn’t waited for longer than five seconds, and nothing of it is left', async () => {
    const clock = new ManualClock();
    const mark = String(Math.trunc(1e8 + Math.random() * 9e8));
    const asked = ask('bash', home('.bash_profile', `sleep ${mark}\n`), clock);
    await expect.poll(() => processesWith(mark)).toHaveLength(1);
    await clock.pass(5_000);
    expect(await asked).toMatchObject({
      problem: says(/^Your login shell \(bash\).*more than 5 seconds/),
    });
    await expect.poll(() => processesWith(mark)).toEqual([]);
  });

  it.each([
    ['exits', 'exit 3\n'],
    ['becomes something else', 'exec true\n'],
    ['prints without end', 'exec yes\n'],
  ])('is not made up where a login file %s', async (_what, text) => {
    expect(await ask('bash', home('.bash_profile', text))).toMatchObject({
      problem: says(/did not tell it.*start Bowline from a terminal/),
    });
  });

  it('of a shell that isn’t there is a problem, too', async () => {
    const asked = loginEnvironment({ env: {}, shell: '/nowhere/sh' }, systemClock);
    expect(await asked).toHaveProperty('problem');
  });

  it.each([
    ['darwin', {}, true],
    ['darwin', { TERM: 'xterm' }, false],
    ['linux', {}, false],
    ['win32', {}, false],
  ] as const)('on %s with %j is lacking: %s', (platform, env, lacking) =>
    expect(lacksLoginEnvironment({ platform, env })).toBe(lacking),
  );
});
