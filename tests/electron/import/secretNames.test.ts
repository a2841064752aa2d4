// Secrets that only their names, or what stands before them, give away: none is shown, each is told.
import { describe, expect, it } from 'vitest';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { fileOf } from './export/plain.ts';

const bookmark = { id: '1', title: 'a', host: '192.0.2.1', port: 22, type: 'ssh', username: 'u' };
const electerm = (more: object): string =>
  JSON.stringify({ bookmarkGroups: [], bookmarks: [{ ...bookmark, ...more }] });
const mremoteng = (options: string): string =>
  '<?xml version="1.0"?><Connections Name="C" Protected="x" ConfVersion="2.7"><Node Name="a" ' +
  `Type="Connection" Hostname="192.0.2.1" Protocol="SSH2" Port="22" SSHOptions="${options}" /></Connections>`;
const putty =
  'Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\a]\n' +
  '"HostName"="192.0.2.1"\n"Environment"="DB_PASS=hunter2,LANG=C"\n';

describe('a secret', () => {
  it.each([
    [
      'variables of electerm',
      electerm({ setEnv: 'DB_PASSWORD=hunter2 X=1' }),
      'SetEnv DB_PASSWORD',
    ],
    ['variables of PuTTY', putty, 'SetEnv DB_PASS'],
    ['a setting of electerm', electerm({ sudoPass: 'hunter2' }), 'sudoPass'],
    ['a short setting of electerm', electerm({ pwd: 'hunter2' }), 'pwd'],
    ['arguments of mRemoteNG', mremoteng('-pw hunter2 -C'), 'SSHOptions -pw'],
    ['arguments in quotes', mremoteng('-C -pw &quot;hunter2 x&quot;'), 'SSHOptions -pw'],
  ])('in %s is told, and not shown', (_, text, what) => {
    const { hosts, unmapped } = readHosts(fileOf(text));
    expect(hosts).toHaveLength(1);
    expect(JSON.stringify([hosts, unmapped])).not.toContain('hunter2');
    const secrets = unmapped.filter(({ why }) => why.code === 'import-secret');
    expect(secrets.map((one) => one.what)).toContain(what);
  });

  it('leaves what stands beside it', () => {
    const { hosts } = readHosts(fileOf(mremoteng('-pw hunter2 -C')));
    expect(hosts[0]!.more.sshOptions).toBe('-C');
    const [other] = readHosts(fileOf(electerm({ setEnv: 'DB_PASSWORD=hunter2 X=1' }))).hosts;
    expect(other!.more.setEnv).toEqual(['X=1']);
  });
});
