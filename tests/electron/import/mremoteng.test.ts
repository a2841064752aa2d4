// mRemoteNG: versions, inheritance, encryption, and rows that name the one that they lie in.
import { describe, expect, it } from 'vitest';
import { PersonError } from '../../../electron/personError.ts';
import { onlyHost, readText, toldIn } from './pickedFile.ts';

const HEAD = 'Name="Connections" Export="False"';
const ssh = 'Type="Connection" Hostname="192.0.2.1" Protocol="SSH2" Port="22"';
/** What the tool writes beside, though nobody set any of it. */
const REST =
  'VmId="" UseVmId="false" UseEnhancedMode="false" Descr="" Icon="mRemoteNG" Panel="General" Id="x" Domain="" ' +
  'Password="" RdpVersion="rdc6" SSHTunnelConnectionName="" OpeningCommand="" SSHOptions="" ' +
  'PuttySession="Default Settings" ConnectToConsole="false" UseCredSsp="true" RenderingEngine="IE" ' +
  'RDPAuthenticationLevel="NoAuth" RDPMinutesToIdleTimeout="0" LoadBalanceInfo="" Colors="Colors16Bit" ' +
  'Resolution="FitToWindow" AutomaticResize="true" EnableFontSmoothing="false" CacheBitmaps="false" ' +
  'RedirectDiskDrives="None" RedirectDiskDrivesCustom="" RedirectSound="DoNotPlay" SoundQuality="Dynamic" ' +
  'Connected="false" PreExtApp="" PostExtApp="" MacAddress="" UserField="" Favorite="False" ExtApp="" ' +
  'StartProgram="" VNCCompression="CompNone" VNCProxyPort="0" VNCProxyUsername="" VNCProxyPassword="" ' +
  'RDGatewayUsageMethod="Never" RDGatewayPassword="" UseRCG="False" UseRestrictedAdmin="False" UserViaAPI="" ' +
  'EC2InstanceId="" EC2Region="eu-central-1" ExternalCredentialProvider="None" ExternalAddressProvider="None"';

function file(nodes: string, attributes = 'ConfVersion="2.7"'): string {
  return `<?xml version="1.0"?><Connections ${HEAD} ${attributes}>${nodes}</Connections>`;
}

describe('confCons.xml', () => {
  it('tells nothing of what the tool writes for everyone', () => {
    const found = readText(file(`<Node Name="a" ${ssh} Username="u" ${REST} />`));
    expect(found.hosts).toHaveLength(1);
    expect(found.unmapped).toEqual([]);
  });

  it.each(['2.5', '2,6', '2.8', '3.0'])('is read in version %s', (version) => {
    const found = readText(file(`<Node Name="a" ${ssh} />`, `ConfVersion="${version}"`));
    expect(onlyHost(found)).toMatchObject({ name: 'a', address: '192.0.2.1', user: null });
  });

  it('takes whatever says no type for a connection', () => {
    expect(onlyHost(readText(file('<Node Name="a" Hostname="h" Protocol="ssh2"/>'))).port).toBe(22);
  });

  it('inherits through all levels, all at once as in old files, and nothing at the top', () => {
    const found = readText(
      file(
        `<Node Name="top" ${ssh} Username="own" InheritUsername="True" />` +
          '<Node Name="A" Type="Container" Username="a" Port="2200" Protocol="SSH2" Descr="of A">' +
          '<Node Name="B" Type="Container" Username="b" Inherit="True">' +
          '<Node Name="in" Type="Connection" Username="c" Hostname="h" Protocol="RDP" Port="1" Inherit="true" />' +
          '</Node></Node>',
        'ConfVersion="1.2"',
      ),
    );
    expect(found.hosts.map(({ name, user, port }) => [name, user, port])).toEqual([
      ['top', 'own', 22],
      ['in', 'a', 2_200],
    ]);
    expect(found.hosts[1]).toMatchObject({ group: ['A', 'B'], more: { description: 'of A' } });
  });

  it.each([
    ['Telnet', 'telnet', 23],
    ['Rlogin', 'rlogin', 513],
    ['RAW', 'raw', 23],
    ['SSH1', 'ssh', 22],
    ['3', 'ssh', 22],
  ])('knows the protocol %s', (written, protocol, port) => {
    const found = readText(file(`<Node Name="a" Hostname="h" Protocol="${written}" />`));
    expect(onlyHost(found)).toMatchObject({ protocol, port });
  });

  it.each(['RDP', 'VNC', 'HTTP', 'HTTPS', 'PowerShell', 'IntApp', '__proto__'])(
    'tells of %s, which is no terminal',
    (protocol) => {
      const found = readText(file(`<Node Name="a" Hostname="h" Protocol="${protocol}" />`));
      expect(found.hosts).toEqual([]);
      expect(toldIn(found)[0]).toContain(`a: ${protocol}`);
    },
  );

  it('names passwords of connections and of folders, and shows none', () => {
    const found = readText(
      file(
        `<Node Name="F" Type="Container" Password="c2VjcmV0"><Node Name="a" ${ssh} Password="stale" InheritPassword="True"/>` +
          `<Node Name="b" ${ssh} Password="c2VjcmV0" /></Node>`,
      ),
    );
    expect(found.unmapped.map(({ where, what }) => [where, what])).toEqual([
      ['F', 'Password'],
      ['b', 'Password'],
    ]);
    expect(JSON.stringify(found)).not.toMatch(/c2VjcmV0|stale/);
  });

  it('tells of programs, scripts and settings that stay behind', () => {
    const set =
      'PreExtApp="ping" OpeningCommand="su -" UserField="x" Domain="CORP" SomethingNew="1" EC2InstanceId="i-1"';
    const found = readText(file(`<Node Name="a" ${ssh} ${set} EnvironmentTags="prod, web" />`));
    expect(found.unmapped.map(({ what }) => what)).toEqual([
      ...['PreExtApp=ping', 'OpeningCommand', 'UserField=x', 'Domain=CORP', 'SomethingNew=1'],
      'EC2InstanceId=i-1',
    ]);
    expect(onlyHost(found).more.tags).toEqual(['prod', 'web']);
  });

  it('tells of a jump host that is not there, and of a port and an address that are none', () => {
    const found = readText(
      file(
        '<Node Name="a" Hostname="h" Protocol="SSH2" Port="70000" SSHTunnelConnectionName="gone" />' +
          '<Node Name="b" Hostname="" Protocol="SSH2" />',
      ),
    );
    expect(onlyHost(found)).toMatchObject({ port: 22, jump: ['gone'] });
    expect(found.unmapped.map(({ what }) => what)).toEqual([
      ...['port=70000', 'SSHTunnelConnectionName=gone', 'Hostname'],
    ]);
  });

  it('says what to do with a file that is encrypted as a whole, new or old', () => {
    const told = [
      readText(file('c2VjcmV0', 'FullFileEncryption="true" ConfVersion="2.6"')),
      readText('c2VjcmV0'.repeat(20), undefined, 'confCons.xml'),
    ].map(toldIn);
    expect(told[0]).toEqual(told[1]);
    expect(told[0]![0]).toContain('In mRemoteNG, clear “Encrypt complete connection file”');
  });

  it('refuses folders that are nested too deeply', () => {
    const open = '<Node Name="d" Type="Container">'.repeat(80);
    expect(() => readText(file(open + '</Node>'.repeat(80)))).toThrow(PersonError);
  });

  it('keeps names as they are written', () => {
    const found = readText(
      file('<Node Name="&#x202e;a" Hostname="-oProxyCommand=x" Protocol="SSH2"/>'),
    );
    expect(onlyHost(found)).toMatchObject({ name: '\u202ea', address: '-oProxyCommand=x' });
  });

  it('reads 5,000 connections', () => {
    const nodes = `<Node Name="a" ${ssh} ${REST} />`.repeat(5_000);
    expect(readText(file(nodes)).hosts).toHaveLength(5_000);
  });
});

describe('the CSV', () => {
  const HEADINGS =
    'Name;Id;Parent;NodeType;Description;Hostname;Port;Protocol;Username;InheritUsername';
  const csv = (...rows: string[]): string => [HEADINGS, ...rows].join('\r\n');

  it('has children before their folders, as the tool writes them, and quotes as part of names', () => {
    const found = readText(
      csv('"a";1;F;Connection;;h;22;SSH2;stale;True', 'F;F;;Container;;;;SSH2;u;False'),
    );
    expect(onlyHost(found)).toMatchObject({ name: '"a"', user: 'u', group: ['F'] });
  });

  it('tells of rows that are torn, and of folders in a circle', () => {
    const found = readText(
      csv(
        'two',
        'A;A;B;Container;;;;SSH2;;',
        'B;B;A;Container;;;;SSH2;;',
        'a;1;A;Connection;;h;22;SSH2;;',
      ),
    );
    expect(onlyHost(found)).toMatchObject({ name: 'a', group: [] });
    expect(toldIn(found).join('\n')).toMatch(/line 2.*\n(.|\n)*lies inside itself/);
  });
});
