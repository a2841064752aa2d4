// What stands on ssh's command line, as the real ssh reads it: a text means what it says, whatever
// the environment here is, or it is refused.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../../../core/tunnel/place.ts';
import type { TunnelKind } from '../../../core/tunnel/tunnel.ts';
import { parseDraft } from '../../../electron/hosts/hostDraft.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { StartError } from '../../../electron/programs/command.ts';
import { findProgram } from '../../../electron/programs/localFiles.ts';
import { sshArguments } from '../../../electron/ssh/sshArguments.ts';
import { controlPath, forward, isPlainName } from '../../../electron/ssh/sshPlaces.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { says } from '../../support/says.ts';

const run = promisify(execFile);
const host = (change: Partial<StoredHost>): StoredHost => ({
  id: 'x',
  ...sshDraft({ address: '127.0.0.1', port: '1', user: 'me' }),
  ...change,
});
const facts = { nameTaken: () => false, hasSecret: () => false };

beforeEach((test) => needs(findProgram('ssh') ? undefined : 'there is no ssh', test));

/** What ssh says that it does, on its way to nowhere. */
async function told(change: Partial<StoredHost>): Promise<string> {
  const args = ['-F', 'none', '-vv', '-o', 'BatchMode=yes', ...sshArguments(host(change))];
  const env = { ...process.env, SECRET: 'leaked', key: 'leaked' };
  return run('ssh', args, { env }).then(
    () => expect.fail('it connected'),
    ({ stderr }: { stderr: string }) => stderr,
  );
}

describe('an identity file', () => {
  it.each(['50%key', '%u', '%%', 'a b%d', 'plain key'])(
    'that is called %j is that one',
    async (name) => {
      const identityFile = path.join(temporaryDirectory(), name);
      writeFileSync(identityFile, '', { mode: 0o600 });
      expect(await told({ identityFile, options: 'ProxyCommand=true' })).toContain(
        `identity file ${identityFile} type -1`,
      );
      expect(parseDraft(sshDraft({ identityFile }), facts).ok).toBe(true);
    },
  );

  it('that is named by ssh’s own signs is looked for by ssh', async () => {
    const said = await told({
      identityFile: '%d/no-such-key-${SECRET}',
      options: 'ProxyCommand=true',
    });
    expect(said).toMatch(/identity file \/\S+\/no-such-key-leaked type -1/);
  });

  it('whose very name is a variable can’t be written: refused at its field and on the way', () => {
    const identityFile = path.join(temporaryDirectory(), '${SECRET}');
    writeFileSync(identityFile, '');
    expect(() => sshArguments(host({ identityFile }))).toThrow(StartError);
    expect(parseDraft(sshDraft({ identityFile }), facts)).toMatchObject({
      errors: { identityFile: says(/a meaning of its own/) },
    });
  });
});

describe('jump hosts', () => {
  it('with the zone of an address arrive as they are, each through the one before it', async () => {
    const one = await told({ jumpHost: 'me@[fe80::1%lo]:4' });
    expect(one).toMatch(/Executing proxy command: exec \S*ssh .* fe80::1%lo\s/);
    const two = await told({ jumpHost: 'me@[fe80::1%lo]:4,me@[fe80::2%lo]:5' });
    expect(two).toMatch(/exec \S*ssh .*-J 'me@\[fe80::1%%lo\]:4.* fe80::2%lo\s|-J \S*fe80::1%%lo/);
  });

  it.each(['$SECRET@gate', 'a$(id)@gate'])(
    '%j never come to the shell that reads them',
    (jumpHost) => {
      expect(() => sshArguments(host({ jumpHost }))).toThrow(StartError);
      expect(parseDraft(sshDraft({ jumpHost }), facts).ok).toBe(false);
    },
  );
});

it('a user that is a variable is refused, one that ends with a dollar sign isn’t', () => {
  expect(parseDraft(sshDraft({ user: '$SECRET' }), facts).ok).toBe(false);
  expect(parseDraft(sshDraft({ user: 'machine$' }), facts).ok).toBe(true);
});

it.each(['address', 'port', 'user', 'identityFile', 'jumpHost', 'options'] as const)(
  'a NUL in the %s is refused, in a draft and in a row that was stored',
  (field) => {
    const value = field === 'options' ? 'User=a\0b' : field === 'identityFile' ? '%d/a\0b' : 'a\0b';
    expect(parseDraft(sshDraft({ [field]: value }), facts)).toMatchObject({
      ok: false,
      errors: { [field]: says(/./) },
    });
    expect(() => sshArguments(host({ [field]: value }))).toThrow(/contains a NUL character/);
  },
);

it.each(['/run/a b/c', '/run/%u', '/run/${SECRET}', '/run/~', '/run/"x', 'relative'])(
  'a control socket at %j is refused',
  (folder) => expect(() => controlPath(folder)).toThrow(StartError),
);

describe('a tunnel', () => {
  const tcp = (at: string, port: number): Place => ({ kind: 'tcp', host: at, port });
  const unix = (name: string): Place => ({ kind: 'unix', path: name });

  it.each<[TunnelKind, Place, Place | null, string]>([
    [
      'local',
      tcp('127.0.0.1', 8080),
      tcp('localhost', 80),
      'local [127.0.0.1]:8080 [localhost]:80',
    ],
    ['local', tcp('::1', 8080), tcp('db.localhost', 80), 'local [::1]:8080 [localhost]:80'],
    ['local', tcp('::1', 8080), unix('/run/x-1.sock'), 'local [::1]:8080 /run/x-1.sock'],
    ['remote', tcp('127.0.0.1', 0), tcp('fe80::1%lo', 5), 'remote [127.0.0.1]:0 [fe80::1%lo]:5'],
    [
      'remote',
      tcp('0.0.0.0', 9),
      tcp('bücher.example', 5),
      'remote [0.0.0.0]:9 [bücher.example]:5',
    ],
    ['dynamic', tcp('127.0.0.1', 1080), null, 'dynamic [127.0.0.1]:1080'],
  ])('%s, from %j to %j, is read so', async (kind, listen, target, said) => {
    const flags = forward(kind, listen, target)!;
    const { stdout } = await run('ssh', ['-G', '-F', 'none', ...flags, 'somewhere']);
    expect(stdout.replaceAll('forward ', ' ')).toContain(`\n${said}\n`);
  });

  it.each(['/tmp/%h', '/tmp/${HOME}', '/tmp/a:b', '/tmp/a b', '/tmp/a\\b', '~/x', '/tmp/[x]'])(
    'at a socket %j isn’t written at all',
    (name) => expect(forward('local', tcp('::1', 1), unix(name))).toBe(undefined),
  );

  it.each(['a b', 'a/b', 'a\\b', '[::1]', '', 'a\0'])('nor one to a host %j', (name) =>
    expect(forward('local', tcp('::1', 1), tcp(name, 1))).toBe(undefined),
  );
});

it('only plain names come into a command for a login shell', () => {
  expect(isPlainName('bowline-0123abcdef')).toBe(true);
  for (const name of ["a'; id #", 'a b', '$x', '-x', '', 'a\n'])
    expect(isPlainName(name)).toBe(false);
});
