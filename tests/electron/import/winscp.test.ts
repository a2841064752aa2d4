// Sites of WinSCP, from its INI file and from the registry: what the sample doesn't show.
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { winscp } from '../../../electron/import/readers/winscp.ts';
import { PersonError } from '../../../electron/personError.ts';
import { allTold, fileOf, lost, onlyHost } from './made.ts';

function read(...lines: string[]): Found {
  return winscp.read(fileOf('WinSCP.ini', lines.join('\r\n')));
}

const found = (...lines: string[]): Found => read('[Sessions\\s]', 'HostName=h', ...lines);

describe('a site of WinSCP', () => {
  it.each([0, 1, 2])('with FSProtocol %d runs over ssh', (kind) => {
    expect(onlyHost(found(`FSProtocol=${kind}`))).toMatchObject({ protocol: 'sftp', port: 22 });
  });

  it.each([5, 6, 7])('with FSProtocol %d has no shell, and is said to', (kind) => {
    const one = found(`FSProtocol=${kind}`, 'Password=s3cr3t');
    expect([one.hosts, lost(one)]).toEqual([[], [`s | FSProtocol=${kind}`, 's | Password']]);
  });

  it('brings what an ssh host has', () => {
    const lines = ['PingType=1', 'Timeout=60', 'AgentFwd=1', 'Compression=1', 'TryAgent=0'];
    const one = found(
      ...lines,
      'Note=two%0D%0Alines',
      'SourceAddress=192.0.2.1',
      'AddressFamily=1',
    );
    expect(onlyHost(one).more).toEqual({
      agentForward: true,
      identityAgent: 'none',
      compression: true,
      connectTimeoutSeconds: 60,
      description: 'two\r\nlines',
      keepAliveSeconds: 30,
      options: { AddressFamily: 'inet', BindAddress: '192.0.2.1' },
    });
    expect(one.unmapped).toEqual([]);
    expect(onlyHost(found('PingType=2', 'PingInterval=1', 'PingIntervalSecs=5')).more).toEqual({
      keepAliveSeconds: 65,
    });
  });

  it('takes a user before the address, and IPv6', () => {
    const one = read('[Sessions\\s]', 'HostName=ada@x@[2001:db8::1]', 'UserName=other');
    expect(onlyHost(one)).toMatchObject({ address: '2001:db8::1', user: 'ada@x' });
  });

  it('says nothing of files, and the rest where it can’t come along', () => {
    const quiet = ['LocalDirectory=C:%5C', 'SFTPMaxVersion=5', 'UpdateDirectories=0', 'AuthKI=0'];
    const loud = ['Color=255', 'PostLoginCommands=s3cr3t', 'SshProt=0', 'Cipher=des', 'Unheard=of'];
    const one = found(...quiet, ...loud, 'FSProtocol=0');
    expect(allTold(one)).not.toContain('s3cr3t');
    expect(lost(one)).toEqual([
      's | FSProtocol=0',
      's | Color=255',
      's | PostLoginCommands',
      's | SshProt=0',
      's | Cipher=des',
      's | Unheard=of',
    ]);
  });

  it('never shows a secret', () => {
    const names = ['Password', 'PasswordPlain', 'Passphrase', 'TunnelPassword', 'ProxyPasswordEnc'];
    const all = [
      ...names,
      'EncryptKey',
      'S3SessionToken',
      'TunnelPassphrasePlain',
      'ProxyPassword',
    ];
    const one = found(...all.map((name) => `${name}=s3cr3t`), 'ProxyMethod=3', 'Tunnel=1');
    expect(allTold(one)).not.toContain('s3cr3t');
    expect(lost(one)).toEqual(all.map((name) => `s | ${name}`));
  });

  it('goes through a tunnel, of which the key stays behind', () => {
    const one = found('Tunnel=1', 'TunnelHostName=u@gate', 'TunnelPublicKeyFile=k.ppk');
    expect(onlyHost(one).jump).toEqual(['u@gate:22']);
    expect(lost(one)).toEqual(['s | TunnelPublicKeyFile=k.ppk']);
    expect(onlyHost(found('TunnelHostName=gate')).jump).toBeNull();
  });

  it('goes through a command, which has escapes of its own', () => {
    const one = found('ProxyMethod=5', 'ProxyTelnetCommand=nc %25 %host %port');
    expect(onlyHost(one).proxyCommand).toBe('nc %25 %host %port');
  });

  it('in folders that are empty or too deep', () => {
    expect(onlyHost(read('[Sessions\\a%2Fb//c]', 'HostName=h', '[Sessions\\a]')).group).toEqual([
      'a',
      'b',
    ]);
    const path = Array<string>(100).fill('a').join('/');
    expect(() => read(`[Sessions\\${path}]`, 'HostName=h')).toThrow(PersonError);
  });

  it('has its name in the code page of its computer where no mark says UTF-8', () => {
    const one = read('[Sessions\\%D1%E5%F0%E2%E5%F0]', 'HostName=h');
    expect(onlyHost(one).name).toBe('Сервер');
    expect(lost(one)).toEqual(['WinSCP.ini | windows-1251']);
  });

  it('is read from the registry as well', () => {
    const key = String.raw`HKEY_CURRENT_USER\Software\Martin Prikryl\WinSCP 2`;
    const site = [
      `[${key}\\Sessions\\Prod/my%20site]`,
      '"HostName"="h"',
      '"PortNumber"=dword:000008ae',
    ];
    const lines = [
      '"PublicKeyFile"="C:%5C%5Ckeys%5Cid"',
      '',
      `[${key}\\SshHostKeys]`,
      '"x"="y"',
      '',
    ];
    const text = ['Windows Registry Editor Version 5.00', '', ...site, ...lines].join('\r\n');
    const source = fileOf('a.reg', Buffer.from(text, 'utf16le'));
    expect(winscp.recognises(source)).toBe(true);
    expect(onlyHost(winscp.read(source))).toMatchObject({
      name: 'my site',
      group: ['Prod'],
      port: 2222,
      identities: ['C:\\\\keys\\id'],
    });
    expect(lost(winscp.read(source))).toEqual(['SshHostKeys | ']);
  });

  it('names lines that are damaged', () => {
    expect(lost(found('junk', '; a remark', 'UserName=u'))).toEqual(['WinSCP.ini:3 | ']);
  });

  it('in a file without any is refused', () => {
    const files = ['', '[Configuration\\Interface]\r\nx=y', '[Other]\r\nHostName=h'];
    for (const text of files) expect(() => read(text)).toThrow(PersonError);
  });
});
