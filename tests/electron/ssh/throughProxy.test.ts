// The way through a proxy on ssh's command line: whose it is, what stands there, and what ssh makes of it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseDraft } from '../../../electron/hosts/hostDraft.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { StartError } from '../../../electron/programs/command.ts';
import { findProgram } from '../../../electron/programs/localFiles.ts';
import { sshArguments } from '../../../electron/ssh/sshArguments.ts';
import type { SshTarget } from '../../../electron/ssh/sshTarget.ts';
import { firstProxy, proxyArguments, proxyPlace } from '../../../electron/ssh/throughProxy.ts';
import { needs } from '../../support/needs.ts';
import { says } from '../../support/says.ts';
import { sshDraft } from '../hosts/drafts.ts';

const run = promisify(execFile);
type Change = Partial<StoredHost> & Pick<SshTarget, 'jumps'>;
const host = (change: Change): StoredHost & SshTarget => ({ id: 'x', ...sshDraft(), ...change });
const SOCKS = { proxyKind: 'socks5', proxyAddress: 'p.example' } as const;
const HTTP = { proxyKind: 'http', proxyAddress: 'h.example' } as const;

/** Of our program what it is told; '' where ssh is told of none. */
function toldProxy(target: SshTarget): string {
  const command = commandOf(target);
  return /bowline-proxy '?(.*)$/.exec(command)?.[1] ?? '';
}

function commandOf(target: SshTarget): string {
  const args: string[] = sshArguments(target);
  const option = args.find((one) => one.startsWith('ProxyCommand='));
  return option?.slice('ProxyCommand='.length) ?? '';
}

function refused(target: SshTarget): unknown {
  try {
    sshArguments(target);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('a host behind a proxy', () => {
  it.each<[Change, string]>([
    [SOCKS, "socks5 p.example 1080 '=' '%h' '%p'"],
    [HTTP, "http h.example 8080 '=' '%h' '%p'"],
    [{ ...HTTP, proxyPort: '3128', proxyUser: 'bob' }, "http h.example 3128 '=bob' '%h' '%p'"],
    [
      { ...HTTP, proxyUser: "CORP\\bo'b ü%" },
      "http h.example 8080 '=CORP%%5Cbo%%27b%%20%%C3%%BC%%25' '%h' '%p'",
    ],
    [{ ...SOCKS, proxyAddress: 'fe80::1%eth0' }, "socks5 fe80::1%%eth0 1080 '=' '%h' '%p'"],
  ])('%j', (change, words) => {
    expect(toldProxy(host(change))).toBe(words);
    expect(sshArguments(host(change))).toContain('ProxyUseFdpass=yes');
  });

  it.each<Change>([
    {},
    { ...SOCKS, proxyKind: '' },
    { ...SOCKS, proxyCommand: 'nc %h %p' },
    { ...SOCKS, options: 'ProxyCommand = nc %h %p' },
    { ...SOCKS, options: 'ProxyJump=b' },
  ])('goes another way with %j', (change) => {
    expect(toldProxy(host(change))).toBe('');
    expect(firstProxy(host(change))).toBeUndefined();
    expect(sshArguments(host(change))).not.toContain('ProxyUseFdpass=yes');
  });

  it('is told as one that can’t be gone to, where nothing says where the proxy is', () => {
    expect(refused(host({ ...SOCKS, proxyAddress: '' }))).toMatchObject({
      said: says(/nothing says where that is/),
      advice: says(/under Proxy/),
    });
  });

  it('is told so on Windows', () => {
    const proxy = firstProxy(host(SOCKS))!;
    const make = () => proxyArguments(proxy, 'web', 'win32');
    expect(make).toThrow(StartError);
    expect(make).toThrow(/on Windows yet/);
  });

  it('is another login with another proxy, by what its password is kept by', () => {
    expect(proxyPlace(firstProxy(host({ ...HTTP, proxyUser: 'bob' }))!)).toBe(
      'http://bob@h.example:8080',
    );
  });
});

describe('before jump hosts', () => {
  const hop = (address: string, change: Change = {}): StoredHost =>
    host({ id: address, name: address, address, user: '', port: '', ...change });

  it('the proxy leads to the first one, that is written out', () => {
    const command = commandOf(host({ ...SOCKS, jumpHost: 'a@one,two:2222' }));
    expect(command).toMatch(/^ssh .* two$/);
    expect(command).toContain('bowline-proxy socks5 p.example 1080');
    expect(command.match(/bowline-proxy/g)).toHaveLength(1);
    // Read by the ssh that goes to `one`, which another ssh of ours is told to start.
    expect(command).toMatch(/%%%%h/);
  });

  it('the first one’s own goes before the host’s, and a later one’s is none', () => {
    const jumps = [hop('one', HTTP), hop('two', SOCKS)];
    const target = host({ ...SOCKS, proxyAddress: 'q.example', jumps, jumpHost: 'one,two' });
    expect(commandOf(target)).toContain('bowline-proxy http h.example');
    expect(commandOf(target)).not.toMatch(/p\.example|q\.example/);
    expect(firstProxy(target)).toMatchObject({ address: 'h.example' });
  });

  it('a way that the first one says itself is gone', () => {
    const jumps = [hop('one', { proxyCommand: 'nc %h %p' })];
    const target = host({ ...SOCKS, jumps, jumpHost: 'one' });
    expect(commandOf(target)).not.toContain('bowline-proxy');
    expect(firstProxy(target)).toBeUndefined();
  });

  it('a first one that a file decides about is refused', () => {
    const jumps = [hop('one', { kind: 'config', alias: 'one' })];
    expect(refused(host({ ...SOCKS, jumps, jumpHost: 'one' }))).toMatchObject({
      said: says(/The jump host one stands in an ssh config/),
    });
    expect(refused(host({ jumps, jumpHost: 'one' }))).toBeUndefined();
  });
});

describe('the fields', () => {
  const facts = { nameTaken: () => false, hasSecret: () => false };

  it('have one form', () => {
    const fields = { proxyKind: 'socks5', proxyAddress: '[::1]', proxyPort: '01080' } as const;
    const draft = { proxyAddress: '::1', proxyPort: '1080' };
    expect(parseDraft(sshDraft(fields), facts)).toMatchObject({ ok: true, draft });
  });

  it.each([
    [{ proxyKind: 'telnet' }, 'proxyKind', /./],
    [{ proxyAddress: 'http://p' }, 'proxyAddress', /without/],
    [{ proxyAddress: '-oProxyCommand=id' }, 'proxyAddress', /dash/],
    [{ proxyAddress: 'p;id' }, 'proxyAddress', /doesn’t take/],
    [{ proxyPort: '0' }, 'proxyPort', /from 1 to/],
    [{ proxyUser: 'a:b' }, 'proxyUser', /colon/],
    [{ proxyUser: 'ü'.repeat(128) }, 'proxyUser', /255 bytes/],
  ])('refuse %j', (change, field, words) => {
    const result = parseDraft(sshDraft(change as object), facts);
    expect(result).toMatchObject({ ok: false, errors: { [field]: says(words) } });
  });
});

it('is read by ssh as it is meant', async (test) => {
  needs(findProgram('ssh') ? undefined : 'no ssh is installed', test);
  const target = host({ ...HTTP, proxyUser: 'CORP\\bob', jumpHost: '' });
  const { stdout } = await run('ssh', ['-F', 'none', '-G', ...sshArguments(target)]);
  expect(stdout).toMatch(
    /^proxycommand \S+bowline-proxy http h\.example 8080 '=CORP%%5Cbob' '%h' '%p'$/m,
  );
  expect(stdout).toMatch(/^proxyusefdpass yes$/m);
});
