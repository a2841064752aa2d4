// `root@host` in the place of a host, whichever tool's file it stands in.
import { describe, expect, it } from 'vitest';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { fileOf } from './export/plain.ts';

const MOBA =
  '[Bookmarks]\nSubRep=\nImgNum=42\na=#109#0%root@192.0.2.1%22%%%-1%-1%%%%%0%0%0%#F%1#0#\n';
const MREMOTE = (user: string): string =>
  '<?xml version="1.0"?><Connections Name="C" Protected="x" ConfVersion="2.5">' +
  `<Node Name="a" Type="Connection" Username="${user}" Hostname="root@192.0.2.1" Protocol="SSH2" Port="22" />` +
  '</Connections>';
const REMMINA = '[remmina]\nname=a\nprotocol=SSH\nserver=root@192.0.2.1:22\n';

describe('a user in front of an address', () => {
  it.each([
    ['MobaXterm', MOBA, 'root'],
    ['mRemoteNG', MREMOTE(''), 'root'],
    ['mRemoteNG that says one', MREMOTE('web'), 'web'],
    ['Remmina', REMMINA, 'root'],
  ])('is the user in a file of %s', (_, text, user) => {
    const { hosts } = readHosts(fileOf(text));
    expect(hosts).toMatchObject([{ name: 'a', address: '192.0.2.1', user }]);
  });

  it('stays where ssh itself takes it for a part of the name', () => {
    const { hosts } = readHosts(fileOf('Host a\n  HostName root@192.0.2.1\n'), 'ssh_config');
    expect(hosts).toMatchObject([{ address: 'root@192.0.2.1', user: null }]);
  });
});
