// Royal TS: logins and gateways by reference, documents in XML, CSV in each of its layouts.
import { describe, expect, it } from 'vitest';
import { onlyHost, readText, toldIn } from './pickedFile.ts';

type Json = Record<string, unknown>;

function rjson(...objects: unknown[]): string {
  return JSON.stringify({ Objects: objects });
}

function ssh(more: Json = {}): Json {
  return {
    Type: 'TerminalConnection',
    TerminalConnectionType: 'SSH',
    Name: 'a',
    ComputerName: 'h',
    ...more,
  };
}

function whats(text: string): string[] {
  return readText(text).unmapped.map(({ what }) => what);
}

const LOGIN = { Type: 'Credential', Name: 'login', ID: '1', Username: 'ada', KeyFilePath: '/k' };
const GATE = {
  ...{ Type: 'SecureGateway', Name: 'gate', ID: 'g', ComputerName: 'gate.example.com' },
  ...{ SecureGatewayPort: 2_200, SecureGatewayUsername: 'jumper' },
};

describe('the JSON', () => {
  it.each([
    ['by its id', ssh({ CredentialID: '1' })],
    ['by its name', ssh({ CredentialName: 'login' })],
    [
      'of its folder',
      {
        Type: 'Folder',
        Name: 'F',
        CredentialID: '1',
        Objects: [ssh({ CredentialsFromParent: true })],
      },
    ],
  ])('has a login %s', (_, object) => {
    expect(onlyHost(readText(rjson(LOGIN, object)))).toMatchObject({
      user: 'ada',
      identities: ['/k'],
    });
  });

  it('tells of a login that is not there', () => {
    expect(whats(rjson(ssh({ CredentialName: 'gone' })))).toEqual(['CredentialName=gone']);
  });

  it('goes through a gateway, of its own or of a folder', () => {
    const inner = {
      Type: 'Folder',
      Name: 'in',
      SecureGatewayFromParent: true,
      Objects: [ssh({ SecureGatewayFromParent: true })],
    };
    for (const object of [
      ssh({ SecureGatewayID: 'g' }),
      { Type: 'Folder', Name: 'F', SecureGatewayID: 'g', Objects: [inner] },
    ]) {
      const found = readText(rjson(GATE, object));
      expect(onlyHost(found).jump).toEqual(['jumper@gate.example.com:2200']);
      expect(found.unmapped).toEqual([]);
    }
    expect(whats(rjson(GATE, ssh()))).toEqual(['SecureGateway=gate.example.com']);
  });

  it('has a path that counts for more than its folder', () => {
    const object = { Type: 'Folder', Name: 'F', Objects: [ssh({ Path: '\\A\\B/' })] };
    expect(onlyHost(readText(rjson(object))).group).toEqual(['A', 'B']);
  });

  it('has serial ports, and files by ssh', () => {
    const port = { SerialPortName: 'COM1', BaudRate: 115_200, StopBits: 'Two', Parity: 'Even' };
    const found = readText(
      rjson(
        ssh({ TerminalConnectionType: 'SerialPort', ...port }),
        { Type: 'FileTransferConnection', FileTransferConnectionType: 'SCP', URL: 'f' },
        { Type: 'FileTransferConnection', FileTransferConnectionType: 'FTP', URL: 'f' },
        ssh({ TerminalConnectionType: 'CustomTerminal', CustomCommand: 'rm' }),
      ),
    );
    expect(found.hosts).toMatchObject([
      { protocol: 'serial', serial: { line: 'COM1', speed: 115_200, stopBits: 2, parity: 'even' } },
      { name: 'f', protocol: 'sftp', port: 22 },
    ]);
    expect(found.unmapped.map(({ what }) => what)).toEqual([
      'FileTransferConnection',
      'CustomCommand',
    ]);
  });

  it('tells of what stays behind, and shows no secret', () => {
    const set = {
      ...{
        KeySequence: 'c2VjcmV0{ENTER}',
        CustomField1: 'x',
        CustomField11: 'c2VjcmV0',
        Color: '#ff0000',
      },
      ...{
        ConnectTaskName: 'ping',
        KeyFilePassphrase: 'c2VjcmV0',
        Properties: { A: 1 },
        NLA: false,
      },
      CustomProperties: [
        { Name: 'PIN', Value: 'c2VjcmV0', Type: 'Protected' },
        { Name: 'Rack', Value: '3' },
      ],
    };
    const text = rjson(
      ssh({ ...set, Description: 'd', Notes: 'n' }),
      { Type: 'ToDo', Name: 't' },
      'odd',
    );
    expect(whats(text)).toEqual([
      ...[
        '',
        'CustomField11',
        'KeyFilePassphrase',
        'KeySequence',
        'CustomField1=x',
        'Color=#ff0000',
      ],
      ...[
        'ConnectTaskName',
        'Properties',
        'CustomProperties PIN',
        'CustomProperties Rack',
        'Type=ToDo',
      ],
    ]);
    expect(onlyHost(readText(text)).more).toEqual({ description: 'd\nn' });
    expect(JSON.stringify(readText(text))).not.toContain('c2VjcmV0');
  });

  it('refuses folders that are nested too deeply, and says where it is no JSON', () => {
    let object: Json = ssh();
    for (let depth = 0; depth < 80; depth += 1)
      object = { Type: 'Folder', Name: 'F', Objects: [object] };
    expect(() => readText(rjson(object))).toThrow('nested too deeply');
    expect(() => readText('{"Objects": [\n{"Type"', 'royalts')).toThrow('line 2');
  });
});

describe('a document', () => {
  const xml = (body: string, root = 'RTSZDocument'): string =>
    `<?xml version="1.0"?><${root}>${body}</${root}>`;
  const FOLDER =
    '<RoyalDocument><ID>d</ID><Name>Doc</Name></RoyalDocument><RoyalTrash><ID>t</ID><Name>Trash</Name></RoyalTrash>' +
    '<RoyalFolder><ID>f</ID><Name>H&amp;S</Name><ParentID>d</ParentID><CredentialUsername>root</CredentialUsername></RoyalFolder>';
  const one = (more: string): string =>
    `<RoyalSSHConnection><ID>c</ID><Name>a</Name><URI>h</URI><Port>2022</Port>` +
    `<RoyalServerFromParent>True</RoyalServerFromParent>${more}</RoyalSSHConnection>`;

  it('lists objects that name what they lie in', () => {
    const found = readText(
      xml(
        FOLDER +
          one(
            '<ParentID>f</ParentID><CredentialFromParent>True</CredentialFromParent><SSHEnableCompression>True</SSHEnableCompression>',
          ) +
          '<RoyalSSHConnection><ID>x</ID><Name>old</Name><URI>h</URI><ParentID>t</ParentID></RoyalSSHConnection>' +
          '<RoyalRDSConnection><ID>r</ID><Name>win</Name><URI>w</URI><CredentialPassword>c2VjcmV0</CredentialPassword></RoyalRDSConnection>',
      ),
    );
    expect(onlyHost(found)).toMatchObject({
      ...{ name: 'a', port: 2_022, user: 'root', group: ['H&S'], more: { compression: true } },
    });
    expect(found.unmapped.map(({ where, what }) => [where, what])).toEqual([
      ['old', 'Trash'],
      ['win', 'Password'],
      ['win', 'RemoteDesktopConnection'],
    ]);
  });

  it('may nest them, and speak telnet', () => {
    const nested = `<Objects><RoyalFolder><Name>F</Name><Objects>${one('<IsTelnetConnection>True</IsTelnetConnection>')}</Objects></RoyalFolder></Objects>`;
    expect(onlyHost(readText(xml(nested, 'RoyalDocument')))).toMatchObject({
      ...{ protocol: 'telnet', group: ['F'] },
    });
  });

  it('tells of folders in a circle, and refuses one that is sealed', () => {
    const folders = ['a', 'b'].map(
      (id) =>
        `<RoyalFolder><ID>${id}</ID><Name>${id}</Name><ParentID>${id === 'a' ? 'b' : 'a'}</ParentID></RoyalFolder>`,
    );
    const found = readText(xml(folders.join('') + one('<ParentID>a</ParentID>')));
    expect(onlyHost(found).group).toEqual([]);
    expect(toldIn(found).join()).toContain('lies inside itself');
    expect(() => readText('PK\x03\x04...', undefined, 'my.rtsz')).toThrow('remove its encryption');
  });
});

describe('the CSV', () => {
  it('may have headings, and more columns than a host needs', () => {
    const found = readText(
      'Name;Protocol;Computer Name;Description;Username;Password;Terminal Type\ra;SSH;h;d;u;c2VjcmV0;ansi\rw;RDP;x;;;;\r',
    );
    expect(onlyHost(found)).toMatchObject({ address: 'h', user: 'u', more: { description: 'd' } });
    expect(found.unmapped.map(({ what }) => what)).toEqual([
      'RDP',
      'Password',
      'Terminal Type=ansi',
    ]);
    expect(JSON.stringify(found)).not.toContain('c2VjcmV0');
  });

  it('speaks ssh where it says no protocol', () => {
    const found = readText('Name,ComputerName,Username,Password\na,h,root,x\n');
    expect(onlyHost(found)).toMatchObject({ name: 'a', protocol: 'ssh', user: 'root' });
  });

  it('may have the seven columns of visionapp', () => {
    const found = readText(
      'a;192.0.2.1;AABBCCDDEEFF;;SSH;2022;Home\\Sub\nv;192.0.2.2;;;VNC;5900;Home\n',
    );
    expect(onlyHost(found)).toMatchObject({
      address: '192.0.2.1',
      port: 2_022,
      group: ['Home', 'Sub'],
    });
  });

  it('is told from CSV of other kinds', () => {
    for (const text of ['a;192.0.2.1;22;root\n', 'name,host,port\na,h,22\n', 'SSH\n']) {
      expect(() => readText(text, 'royalts'), text).toThrow('another tool');
    }
  });
});
