// Tabby: defaults of groups and of the file, old files, YAML as people write it.
import { describe, expect, it } from 'vitest';
import { onlyHost, readText, toldIn } from './pickedFile.ts';

/** A profile with these options, as they stand in the file. */
function ssh(options: string, outer = ''): string {
  const lines = options.split('\n').map((line) => `      ${line}`);
  return `profiles:\n  - type: ssh\n    name: a\n${outer}    options:\n${lines.join('\n')}\n`;
}

function whats(text: string): string[] {
  return readText(text).unmapped.map(({ what }) => what);
}

describe('a profile', () => {
  it('takes from its group, from the outer one, and from the file what it says nothing of', () => {
    const found = readText(
      `${ssh('host: h', '    group: in\n')}groups:
  - {id: in, name: In, parentGroupId: out, defaults: {ssh: {options: {port: 2}}}}
  - {id: out, name: Out, defaults: {ssh: {options: {port: 1, user: o}}}}
profileDefaults: {ssh: {options: {user: f, x11: true}}}
`,
    );
    expect(onlyHost(found)).toMatchObject({
      ...{ port: 2, user: 'o', group: ['Out', 'In'], more: { x11: true } },
    });
  });

  it('logs in as root where nobody says another, as Tabby does', () => {
    expect(onlyHost(readText(ssh('host: h'))).user).toBe('root');
  });

  it('goes through proxies', () => {
    expect(onlyHost(readText(ssh('host: h\nsocksProxyHost: p'))).proxy).toEqual({
      ...{ type: 'socks5', host: 'p', port: 1_080, user: null },
    });
    expect(onlyHost(readText(ssh('host: h\nhttpProxyHost: p\nhttpProxyPort: 3128'))).proxy).toEqual(
      {
        ...{ type: 'http', host: 'p', port: 3_128, user: null },
      },
    );
  });

  it('tells of what stays behind, and shows no secret', () => {
    const options = [
      ...['host: h', 'password: c2VjcmV0', 'totpSecret: c2VjcmV0', 'newThing: 1', 'auth: password'],
      ...['algorithms:', '  hmac: []', '  cipher: [aes256-ctr]', 'privateKeys:'],
      '  - "-----BEGIN\\nc2VjcmV0"',
    ];
    const text = ssh(options.join('\n'), "    color: '#ff0000'\n");
    expect(whats(text)).toEqual([
      'privateKeys, the text of one',
      ...['password', 'totpSecret', 'newThing=1', 'algorithms', 'color=#ff0000'],
    ]);
    expect(JSON.stringify(readText(text))).not.toContain('c2VjcmV0');
  });

  it('forwards ports, and tells of forwards that lead nowhere', () => {
    const text = ssh(
      'host: h\nforwardedPorts:\n  - {type: Local, port: 1}\n  - {type: Odd, port: 2}\n  - x',
    );
    expect(onlyHost(readText(text)).forwards).toEqual([]);
    expect(whats(text)).toEqual(['forwardedPorts', 'forwardedPorts', 'forwardedPorts']);
  });

  it('of a port, a shell or a thing that Bowline does not know is told', () => {
    const text = `profiles:
  - {type: serial, name: s, options: {port: COM1, parity: even, rtscts: true, databits: 7}}
  - {type: local, name: l, options: {command: bash}}
  - {type: docker, name: d, options: {}}
  - {type: ssh, name: n, options: {}}
  - odd
`;
    const found = readText(text);
    expect(onlyHost(found).serial).toEqual({
      ...{ line: 'COM1', speed: 115_200, dataBits: 7, parity: 'even', flow: 'rtscts' },
    });
    expect(found.unmapped.map(({ where }) => where)).toEqual(['profile 5', 'l', 'd', 'n']);
  });

  it('may be written with aliases, tags of merging, and numbers for names', () => {
    const found = readText(`profiles:
  - &one {type: ssh, id: 1, name: 42, options: &o {host: h, port: '22', user: u}}
  - {<<: *one, id: 2, name: two, options: {<<: *o, jumpHost: 1}}
`);
    expect(found.hosts.map(({ name, user, jump }) => [name, user, jump])).toEqual([
      ['42', 'u', null],
      ['two', 'u', ['42']],
    ]);
  });
});

describe('a configuration', () => {
  it('says so where no host is saved in it', () => {
    const found = readText('version: 3\nhotkeys: {}\nterminal: {}\nenableAnalytics: false\n');
    expect(toldIn(found)).toEqual([expect.stringContaining('no host is saved in it')]);
  });

  it('says what to do where all of it is in the vault', () => {
    const found = readText(
      'vault: {version: 1, contents: AAAA}\nencrypted: true\nconfigSync: {}\n',
    );
    expect(toldIn(found)).toEqual([expect.stringContaining('turn off “Encrypt config file”')]);
  });

  it('tells of a vault beside', () => {
    expect(whats(`${ssh('host: h')}vault: {version: 1, contents: AAAA}\n`)).toEqual(['vault']);
  });

  it('tells of groups in a circle, and refuses those that are too deep', () => {
    const grouped = ssh('host: h', '    group: a\n');
    const circle = readText(`${grouped}groups:
  - {id: a, name: A, parentGroupId: b}
  - {id: b, name: B, parentGroupId: a}
`);
    expect(onlyHost(circle).group).toEqual([]);
    expect(toldIn(circle)[0]).toContain('lies inside itself');
    const chain = Array.from(
      { length: 80 },
      (_, at) => `  - {id: g${at}, parentGroupId: g${at + 1}}`,
    );
    const deep = `${ssh('host: h', '    group: g0\n')}groups:\n${chain.join('\n')}\n`;
    expect(() => readText(deep)).toThrow('nested too deeply');
  });

  it('says where it is damaged', () => {
    const text = `${ssh('host: h')}hotkeys: {}\nterminal: [\n`;
    expect(() => readText(text)).toThrow(/line \d+, column \d+/);
  });

  it('that grows out of references is refused', () => {
    const bombs = Array.from({ length: 20 }, (_, at) =>
      at === 0
        ? '  a0: &a0 [x]'
        : `  a${at}: &a${at} [${Array(9)
            .fill(`*a${at - 1}`)
            .join(', ')}]`,
    );
    const text = `${ssh('host: h')}hacks:\n${bombs.join('\n')}\n`;
    expect(() => readText(text, 'tabby')).toThrow('too often');
  });

  it('is told from YAML of other tools', () => {
    for (const text of ['all:\n  hosts:\n    a:\n', 'ssh:\n  port: 22\n', '{"profiles":[]}']) {
      expect(() => readText(text, 'tabby')).toThrow();
    }
  });
});
