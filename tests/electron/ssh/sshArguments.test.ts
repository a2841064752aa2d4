// The command line of ssh, and that nothing a host is made of can become an option of it.
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { findProgram } from '../../../electron/programs/localFiles.ts';
import { sshArguments } from '../../../electron/ssh/sshArguments.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshDraft } from '../hosts/drafts.ts';

const run = promisify(execFile);
const host = (change: Partial<StoredHost>): StoredHost => ({ id: 'x', ...sshDraft(), ...change });

/** What ssh itself would do with these arguments: its `-G` prints the settings, and connects nowhere. */
async function asSshReadsIt(change: Partial<StoredHost>): Promise<Map<string, string>> {
  const { stdout } = await run('ssh', ['-F', 'none', '-G', ...sshArguments(host(change))]);
  return new Map(
    stdout.split('\n').map((line) => {
      const [key = '', ...value] = line.split(' ');
      return [key, value.join(' ')];
    }),
  );
}

it('names only what the host says, and ends with it', () => {
  const { args, ours } = split(host({ user: '' }));
  expect(args).toEqual(['--', 'web-eu-1.example.org']);
  expect(ours).toEqual([
    'ServerAliveInterval=5',
    'ServerAliveCountMax=3',
    'EscapeChar=none',
    'ConnectTimeout=15',
  ]);
});

it('puts the user’s own options before ours, because the first value counts', () => {
  const { ours } = split(host({ options: 'ServerAliveInterval = 60\n\nForwardAgent=yes' }));
  expect(ours.slice(0, 3)).toEqual([
    'ServerAliveInterval=60',
    'ForwardAgent=yes',
    'ServerAliveInterval=5',
  ]);
});

describe.skipIf(!findProgram('ssh'))('as ssh reads them,', () => {
  it('every field arrives at its setting', async () => {
    const identityFile = join(temporaryDirectory(), 'my key');
    writeFileSync(identityFile, '');
    const settings = await asSshReadsIt({
      port: '2222',
      user: 'deploy',
      identityFile,
      jumpHost: 'me@gate:2200,inner',
      options: 'ServerAliveInterval=60\nForwardAgent=yes',
    });
    expect(Object.fromEntries(settings)).toMatchObject({
      hostname: 'web-eu-1.example.org',
      port: '2222',
      user: 'deploy',
      identityfile: identityFile,
      proxyjump: 'me@gate:2200,inner',
      serveraliveinterval: '60',
      serveralivecountmax: '3',
      connecttimeout: '15',
      forwardagent: 'yes',
    });
  });

  it('a host or user that looks like an option runs nothing', async () => {
    const witness = join(temporaryDirectory(), 'ran');
    const evil = `-oProxyCommand=touch ${witness}`;
    for (const change of [{ address: evil }, { user: evil }, { jumpHost: evil }]) {
      await run('ssh', ['-F', 'none', ...sshArguments(host(change))], { timeout: 10_000 }).then(
        () => expect.fail('connected'),
        () => undefined,
      );
    }
    expect(existsSync(witness)).toBe(false);
  });
});

function split(stored: StoredHost): { args: string[]; ours: string[] } {
  const args = sshArguments(stored);
  const ours: string[] = [];
  while (args[0] === '-o') ours.push(args.splice(0, 2)[1]!);
  return { args, ours };
}
