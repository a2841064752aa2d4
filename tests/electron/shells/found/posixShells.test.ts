// The shells of Linux and macOS, as /etc/shells tells them, and of the computer that runs this.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../../core/system.ts';
import {
  findShells,
  sharedSearch,
  type FoundShell,
} from '../../../../electron/shells/found/findShells.ts';
import { thisSystem } from '../../../../electron/shells/found/shellSystem.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { fakeSystem, type Said } from './fakeSystem.ts';

const found = (said: Said): Promise<FoundShell[]> => findShells(fakeSystem(said));
const listing = (...lines: string[]) => ({ '/etc/shells': lines.join('\n') });

describe('shells of Linux and macOS', () => {
  it('are those of /etc/shells that are there, the user’s own first', async () => {
    const shells = await found({
      platform: 'darwin',
      loginShell: '/opt/homebrew/bin/fish',
      programs: ['/bin/zsh', '/bin/bash', '/opt/homebrew/bin/fish'],
      texts: listing('# valid shells', '/bin/bash', '/bin/zsh # ours', '/bin/gone', '', 'sh'),
    });
    expect(shells).toEqual([
      { name: 'fish', command: '/opt/homebrew/bin/fish' },
      { name: 'bash', command: '/bin/bash' },
      { name: 'zsh', command: '/bin/zsh' },
    ]);
  });

  it('are named once where /bin is /usr/bin, and apart where they only share a name', async () => {
    const programs = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash', '/usr/bin/sh'];
    const shells = await found({
      loginShell: '/bin/bash',
      programs,
      texts: listing('/usr/bin/sh', ...programs),
      links: { '/bin': '/usr/bin' },
    });
    expect(shells).toEqual([
      { name: 'bash in /bin', command: '/bin/bash' },
      { name: 'sh', command: '/usr/bin/sh' },
      { name: 'bash in /usr/local/bin', command: '/usr/local/bin/bash' },
    ]);
  });

  it('are no programs that only say goodbye, and none that can’t be shown', async () => {
    const texts = listing('/usr/sbin/nologin', '/bin/false', '/bin/\u202ehs', '/opt/my shell');
    const programs = ['/usr/sbin/nologin', '/bin/false', '/bin/\u202ehs', '/opt/my shell'];
    expect(await found({ loginShell: '/bin/false', programs, texts })).toEqual([
      { name: 'my shell', command: '"/opt/my shell"' },
    ]);
  });

  it('are found though one of them is on a computer that doesn’t answer', async () => {
    const clock = new ManualClock();
    const silent = ['/net/bin/zsh'];
    const programs = ['/bin/sh', '/bin/bash'];
    const texts = listing('/bin/sh', ...silent, '/bin/bash');
    const shells = found({ loginShell: '/bin/sh', programs, silent, texts, clock });
    await clock.pass(4_000);
    expect((await shells).map(({ name }) => name)).toEqual(['sh', 'bash']);
  });

  it.skipIf(SYSTEM === 'win32')('are found on this computer', async () => {
    const facts = { platform: SYSTEM, env: process.env, loginShell: '/bin/sh' };
    const shells = await findShells(thisSystem(facts));
    expect(shells[0]).toMatchObject({ name: 'sh', command: '/bin/sh' });
    expect(shells.every(({ command }) => existsSync(command))).toBe(true);
  });
});

it('is one search for all who ask meanwhile, and another for who asks later', async () => {
  let begun = 0;
  const look = sharedSearch(async () => ++begun);
  expect(await Promise.all([look(), look()])).toEqual([1, 1]);
  expect(await look()).toBe(2);
});

describe.skipIf(SYSTEM === 'win32')('what is asked of this computer', () => {
  const here = thisSystem({ platform: SYSTEM, env: { PATH: '/usr/bin:/bin' }, loginShell: '' });

  it('is empty where there is nothing', async () => {
    expect(await here.names('/no/such/folder')).toEqual([]);
    expect(await here.text('/no/such/file')).toBe('');
    expect(await here.text('/dev/zero')).toBe('');
    expect(await here.real('/no/such/folder')).toBe('/no/such/folder');
    expect(await here.isProgram('/usr')).toBe(false);
    expect(await here.isProgram('/etc/passwd')).toBe(false);
    expect(await here.isProgram('/bin/sh')).toBe(true);
    expect(await here.printed({ file: '/no/such/program', args: [] })).toBe('');
  });

  it('is cut where it doesn’t end', async () => {
    expect(await here.printed({ file: 'echo', args: ['told'] })).toBe('told\n');
    const flood = await here.printed({ file: 'yes', args: [] });
    expect(flood.length).toBeGreaterThan(0);
    expect(flood.length).toBeLessThanOrEqual(256 * 1024);
  });
});
