// Remmina: profiles of before and after 2020, folders of them, key files with their escapes.
import { describe, expect, it } from 'vitest';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { onlyHost, pickedFolder, readText, toldIn } from './pickedFile.ts';

function profile(values: Record<string, string>): string {
  const lines = Object.entries({ name: 'a', protocol: 'SSH', server: 'h', ...values });
  return ['[remmina]', ...lines.map(([key, value]) => `${key}=${value}`)].join('\n');
}

function whats(text: string): string[] {
  return readText(text).unmapped.map(({ what }) => what);
}

/** What the tool writes beside, though nobody set any of it. */
const REST = {
  ...{ password: '', sshlogenabled: '0', ssh_tunnel_enabled: '0', ssh_charset: '', run_line: '' },
  ...{
    window_height: '480',
    window_width: '640',
    keyboard_grab: '0',
    ssh_auth: '3',
    viewmode: '1',
  },
  ...{ 'ignore-tls-errors': '1', postcommand: '', precommand: '', disablepasswordstoring: '0' },
  ...{ ssh_color_scheme: '1', audiblebell: '0', ssh_tunnel_username: '', sshsavesession: '0' },
  ...{ ssh_hostkeytypes: '', ssh_tunnel_password: '', 'profile-lock': '0', sshlogfolder: '/logs' },
  ...{ ssh_tunnel_server: '', ssh_ciphers: '', 'enable-autostart': '0', ssh_compression: '0' },
  ...{ ssh_tunnel_auth: '0', ssh_stricthostkeycheck: '0', ssh_forward_x11: '0', exec: '' },
  ...{ sshlogname: '%h.log', window_maximize: '1', last_success: '20240101', labels: '' },
};

describe('a profile', () => {
  it('tells nothing of what the tool writes for everyone', () => {
    const found = readText(profile({ ...REST, username: 'u' }));
    expect(onlyHost(found)).toMatchObject({ user: 'u', jump: null, more: {} });
    expect(found.unmapped).toEqual([]);
  });

  it.each([
    ['h', 'h', 22],
    ['h:2022', 'h', 2_022],
    ['[2001:db8::1]:2022', '2001:db8::1', 2_022],
    ['[2001:db8::1]', '2001:db8::1', 22],
    ['2001:db8::1', '2001:db8::1', 22],
    ['h:', 'h', 22],
  ])('is at %s', (server, address, port) => {
    const found = readText(profile({ server }));
    expect(onlyHost(found)).toMatchObject({ address, port });
    expect(found.unmapped).toEqual([]);
  });

  it('carries what a host has', () => {
    const set = {
      ...{ exec: 'tmux attach', ssh_compression: '1', ssh_forward_x11: '1', labels: 'x, y' },
      ...{ ssh_stricthostkeycheck: '1', ssh_proxycommand: 'nc %h %p', ssh_ciphers: 'aes256-ctr' },
      ...{ ssh_certfile: '/c.pub', notes_text: 'a\\sb\\tc\\\\n' },
    };
    expect(onlyHost(readText(profile(set)))).toMatchObject({
      proxyCommand: 'nc %h %p',
      more: {
        ...{ certificates: ['/c.pub'], compression: true, description: 'a b\tc\\n', x11: true },
        ...{ options: { Ciphers: 'aes256-ctr' }, remoteCommand: 'tmux attach', tags: ['x', 'y'] },
        strictHostKeyChecking: 'yes',
      },
    });
  });

  it('tells of what stays behind, and shows no secret', () => {
    const set = {
      ...{ password: 'c2VjcmV0', ssh_passphrase: '.', precommand: 'ping', run_line: 'su' },
      ...{ ssh_tunnel_enabled: '1', ssh_tunnel_server: 'g', ssh_tunnel_privatekey: '/k', new: '1' },
    };
    expect(whats(profile(set))).toEqual([
      ...[
        'password',
        'ssh_passphrase=.',
        'precommand',
        'run_line',
        'ssh_tunnel_privatekey',
        'new=1',
      ],
    ]);
  });

  it('has no jump host where the tunnel names none', () => {
    const found = readText(profile({ ssh_tunnel_enabled: '1', ssh_tunnel_server: '' }));
    expect(onlyHost(found).jump).toBeNull();
    expect(toldIn(found)[0]).toContain('names no server of its own');
  });

  it('without a name or an address is told', () => {
    const nameless = readText('[remmina]\nprotocol=SSH\nserver=h\n', undefined, 'x.remmina');
    expect([nameless.hosts, toldIn(nameless)[0]]).toEqual([
      [],
      expect.stringContaining('x.remmina: name: This profile has no name.'),
    ]);
    expect(whats(profile({ server: '' }))).toEqual(['server']);
  });

  it('of a desktop is told, with its passwords', () => {
    expect(whats(profile({ protocol: 'VNC', password: 'x', gateway_password: 'y' }))).toEqual([
      ...['VNC', 'password', 'gateway_password'],
    ]);
    expect(whats(profile({ protocol: 'EXEC' }))).toEqual(['EXEC']);
    expect(onlyHost(readText(profile({ protocol: 'SFTP' }))).protocol).toBe('sftp');
  });

  it('of before 2020 has its own login in `ssh_…`, and its tunnel where it has one', () => {
    const old = { username: 'stale', ssh_username: 'u', ssh_privatekey: '/k', ssh_password: 'p' };
    const direct = readText(profile({ ...old, ssh_enabled: '0', ssh_server: 'h' }));
    expect(onlyHost(direct)).toMatchObject({ user: 'u', jump: null, identities: ['/k'] });
    expect(direct.unmapped.map(({ what }) => what)).toEqual(['password']);
    const through = readText(profile({ ...old, ssh_enabled: '1', ssh_server: 'gate:2200' }));
    expect(onlyHost(through)).toMatchObject({ address: 'h', jump: ['u@gate:2200'] });
    const itself = readText(profile({ ssh_enabled: '1', ssh_server: 'h' }));
    expect(onlyHost(itself).jump).toBeNull();
    const only = readText(profile({ ssh_enabled: '0', ssh_server: 'x:9', server: '' }));
    expect(onlyHost(only)).toMatchObject({ address: 'x', port: 9 });
  });

  it('keeps its last value of a key, and tells of lines that are none', () => {
    const found = readText(
      '# made by hand\r\n\r\n[remmina]\r\nname=a\r\nname = b\r\nserver=h\r\nodd\r\n[x]\r\nname=c\r\n',
    );
    expect(onlyHost(found).name).toBe('b');
    expect(toldIn(found)[0]).toContain('file, line 7');
  });

  it('is looked at in time, however many empty lines come first', () => {
    expect(() => readText('\r\n'.repeat(500_000) + '[x]', 'remmina')).toThrow('another tool');
  });
});

it('a folder brings all profiles in it, and nothing else', () => {
  const found = readHosts(
    pickedFolder({
      'a.remmina': profile({ name: 'a' }),
      'sub/b.remmina': profile({ name: 'b' }),
      'c.txt': profile({ name: 'c' }),
      'd.remmina': '[other]\nname=d',
    }),
  );
  expect([found.format, found.hosts.map(({ name }) => name)]).toEqual(['remmina', ['a', 'b']]);
});
