// What the Add / Edit host dialog refuses, and with which words; and what it makes of input
// that is merely untidy.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { parseDraft } from '../../../electron/hosts/hostDraft.ts';
import type { HostDraft } from '../../../electron/ipc/contract.ts';
import { agentDraft, localDraft, PAIRING_LINK, sshDraft } from './drafts.ts';
import { problemsIn } from '../../../renderer/lib/problems.ts';

const facts = {
  nameTaken: (name: string) => name.toLowerCase() === 'taken',
  hasSecret: () => false,
};

function errorsOf(draft: HostDraft) {
  const result = parseDraft(draft, facts);
  return result.ok ? {} : problemsIn(result.errors);
}

function normal(draft: HostDraft): HostDraft {
  const result = parseDraft(draft, facts);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.draft;
}

it.each(['joined', 'telnet', '__proto__', 'toString', ''])(
  'a host of the kind %j can’t be added',
  (kind) => {
    const draft = { ...sshDraft(), kind: kind as HostDraft['kind'] };
    expect(errorsOf(draft)).toEqual({ kind: 'Choose a kind of host that this version knows.' });
  },
);

describe('the name', () => {
  it.each([
    ['', 'Give the host a name.'],
    ['   ', 'Give the host a name.'],
    ['TAKEN', 'Another host is called “TAKEN” already.'],
    ['a\nb', 'A name can’t contain line breaks or control characters.'],
    ['x'.repeat(101), 'That is too long: at most 100 characters.'],
  ])('%j is refused', (name, words) => {
    expect(errorsOf(sshDraft({ name }))).toEqual({ name: words });
  });
});

describe('the address', () => {
  it.each([
    ['', 'Enter the address of the server.'],
    ['-oProxyCommand=touch /tmp/x', 'An address can’t start with a dash.'],
    ['web eu', 'An address can’t contain spaces.'],
    ['web\u0007eu', 'The address contains characters that can’t be seen.'],
    ['ssh://web-eu', 'Enter only the address, without “ssh://”.'],
    ['deploy@web-eu', 'Put the part before “@” into the field User.'],
    ['web-eu:2222', 'Put the part after “:” into the field Port.'],
    ['[::1]:2222', 'Put the part after “:” into the field Port.'],
    ['web;reboot', 'The address contains a character that ssh doesn’t take.'],
  ])('%j is refused', (address, words) => {
    expect(errorsOf(sshDraft({ address }))).toEqual({ address: words });
  });

  it.each(['web-eu-1', '10.2.0.14', '::1', 'fe80::1%eth0', 'bücher.example'])(
    '%j is taken as it is',
    (address) => expect(normal(sshDraft({ address })).address).toBe(address),
  );

  it('loses the brackets of an IPv6 address, which ssh would not resolve', () => {
    expect(normal(sshDraft({ address: ' [2001:db8::1] ' })).address).toBe('2001:db8::1');
  });
});

describe('the port', () => {
  it.each(['0', '65536', '-1', '22a', '1e3', '2 2', '99999999999'])('%j is refused', (port) => {
    expect(errorsOf(sshDraft({ port }))).toEqual({
      port: 'A port is a whole number from 1 to 65535.',
    });
  });

  it.each(['', '1', '65535'])('%j is taken', (port) => {
    expect(normal(sshDraft({ port })).port).toBe(port);
  });
});

describe('user, jump host and options', () => {
  it.each(['-lroot', 'a b', 'root;x', '`id`'])('user %j is refused', (user) => {
    expect(Object.keys(errorsOf(sshDraft({ user })))).toEqual(['user']);
  });

  it.each(['-oX=y', 'a b', 'me@', 'gate:0', 'gate:', 'one,,two', 'one,', 'me@-x', 'http://gate'])(
    'jump host %j is refused',
    (jumpHost) => expect(Object.keys(errorsOf(sshDraft({ jumpHost })))).toEqual(['jumpHost']),
  );

  it.each(['one,,two', 'one,'])('jump host %j is told of its comma', (jumpHost) => {
    const words = 'There is nothing between two commas, or at the end.';
    expect(errorsOf(sshDraft({ jumpHost }))).toEqual({ jumpHost: words });
  });

  it.each(['gate', 'me@gate:2222', 'me@[2001:db8::1]:22,last'])(
    'jump host %j is taken',
    (jumpHost) => expect(normal(sshDraft({ jumpHost })).jumpHost).toBe(jumpHost),
  );

  it.each(['Compression', '-oCompression=yes', 'Compression=', '=yes', 'Some Key=yes'])(
    'option %j is refused with its line',
    (line) =>
      expect(errorsOf(sshDraft({ options: `ForwardAgent=yes\n${line}` })).options).toMatch(
        /^Line 2 /,
      ),
  );

  it('options may hold empty lines and a proxy command as the user typed it', () => {
    const options = 'ForwardAgent=yes\n\nProxyCommand=nc -X 5 %h %p';
    expect(normal(sshDraft({ options })).options).toBe(options);
  });
});

describe('files of this computer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bowline-draft-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'plain');
  writeFileSync(file, '');
  chmodSync(file, 0o600);

  it('an identity file must be there and be a file', () => {
    expect(errorsOf(sshDraft({ identityFile: join(folder, 'none') }))).toEqual({
      identityFile: 'There is no such file.',
    });
    expect(errorsOf(sshDraft({ identityFile: folder })).identityFile).toMatch(/^That is a folder/);
    expect(errorsOf(sshDraft({ identityFile: file }))).toEqual({});
  });

  it('an identity file that ssh has to expand is left to ssh', () => {
    expect(errorsOf(sshDraft({ identityFile: '%d/.ssh/id_%h' }))).toEqual({});
  });

  it.each([
    ['/no/such/shell', 'There is no such program.'],
    [file, 'That file can’t be run as a program.'],
    [folder, 'That is a folder, not a program.'],
    ['no-such-program-anywhere', 'There is no such program.'],
  ])('shell %j is refused', (shell, words) => {
    expect(errorsOf(localDraft({ shell }))).toEqual({ shell: words });
  });

  it.skipIf(SYSTEM === 'win32')('a shell may be named by path or by name', () => {
    expect(normal(localDraft({ shell: '/bin/sh' })).shell).toBe('/bin/sh');
    expect(normal(localDraft({ shell: 'sh' })).shell).toBe('sh');
    expect(normal(localDraft({ shell: ' sh -i ' })).shell).toBe('sh -i');
  });
});

describe('the pairing link', () => {
  it.each(['https://example.org/', 'bowline://', `${PAIRING_LINK.slice(0, 40)}`])(
    '%j is refused',
    (pairingLink) => {
      expect(Object.keys(errorsOf(agentDraft({ pairingLink })))).toEqual(['pairingLink']);
    },
  );

  it('may be left empty only where one is stored', () => {
    expect(Object.keys(errorsOf(agentDraft({ pairingLink: '' })))).toEqual(['pairingLink']);
    const kept = parseDraft(agentDraft({ pairingLink: '' }), { ...facts, hasSecret: () => true });
    expect(kept.ok).toBe(true);
  });
});

it('every wrong field is named at once', () => {
  const draft = sshDraft({ name: '', address: '-x', port: '0', user: 'a b' });
  expect(Object.keys(errorsOf(draft)).sort()).toEqual(['address', 'name', 'port', 'user']);
});

it('fields of other kinds are emptied, so that nothing unseen is stored', () => {
  const draft = localDraft({ address: 'left over', port: '99999', pairingLink: 'x' });
  expect(normal(draft)).toEqual(localDraft());
});
