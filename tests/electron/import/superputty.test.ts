// Sessions.XML of SuperPuTTY: what the sample doesn't show.
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { superputty } from '../../../electron/import/readers/superputty.ts';
import { PersonError } from '../../../electron/personError.ts';
import { allTold, fileOf, lost, onlyHost } from './made.ts';

function read(...sessions: string[]): Found {
  const text = `<?xml version="1.0" encoding="utf-8"?>\n<ArrayOfSessionData>${sessions.join('')}</ArrayOfSessionData>`;
  return superputty.read(fileOf('Sessions.XML', text));
}

function found(attributes: string): Found {
  return read(`<SessionData SessionId="a/s" SessionName="s" Host="h" Proto="SSH" ${attributes} />`);
}

const withArguments = (text: string): Found =>
  found(`ExtraArgs="${text.replaceAll('"', '&quot;')}"`);

describe('a session of SuperPuTTY', () => {
  it('has the port of its protocol where it says none', () => {
    const ports = ['SSH', 'SSH2', 'Auto', 'Telnet', 'Rlogin', 'Raw', 'VNC', 'RDP'].map((proto) => {
      const one = onlyHost(read(`<SessionData SessionId="a" Host="h" Port="0" Proto="${proto}"/>`));
      return `${one.name} ${one.protocol} ${one.port}`;
    });
    expect(ports).toEqual([
      ...['a ssh 22', 'a ssh 22', 'a ssh 22', 'a telnet 23'],
      ...['a rlogin 513', 'a raw 0', 'a vnc 5900', 'a rdp 3389'],
    ]);
  });

  it('of a shell on this computer is no host', () => {
    for (const proto of ['Cygterm', 'Mintty', 'WINCMD', 'PS', 'WSL']) {
      const one = read(`<SessionData SessionId="x/y" Host="h" Proto="${proto}"/>`);
      expect([one.hosts, lost(one)]).toEqual([[], [`x/y | Proto=${proto}`]]);
    }
  });

  it('on a serial line has what its arguments say', () => {
    const attributes =
      'SessionId="c" Host="COM3" Proto="Serial" ExtraArgs="-sercfg 115200,7,e,2,R"';
    const one = onlyHost(read(`<SessionData ${attributes}/>`));
    const serial = {
      line: 'COM3',
      speed: 115_200,
      dataBits: 7,
      parity: 'even',
      stopBits: 2,
      flow: 'rtscts',
    };
    expect(one).toMatchObject({ protocol: 'serial', port: 0, serial });
  });

  it('understands arguments of PuTTY', () => {
    const text =
      '-i "C:\\my keys\\k" -A -X -C -t -N -4 -noagent -D 1080 -R 80:[::1]:81 -P 2200 -l eve';
    expect(onlyHost(withArguments(text))).toMatchObject({
      identities: ['C:\\my keys\\k'],
      port: 2200,
      user: 'eve',
      forwards: [
        { type: 'dynamic', listen: { host: null, port: 1080 } },
        { type: 'remote', listen: { host: null, port: 80 }, target: { host: '::1', port: 81 } },
      ],
      more: {
        agentForward: true,
        x11: true,
        compression: true,
        requestTty: 'yes',
        identityAgent: 'none',
        options: { SessionType: 'none', AddressFamily: 'inet' },
      },
    });
    expect(lost(withArguments(text))).toEqual([]);
  });

  it('names arguments that it can’t take over, but never a password', () => {
    const one = withArguments('-pw "s3c r3t" -m run.txt -L 80 -what -loghost x');
    expect(allTold(one)).not.toMatch(/s3c|r3t/);
    expect(lost(one)).toEqual([
      'a/s | ExtraArgs -pw',
      'a/s | ExtraArgs=-m run.txt',
      'a/s | ExtraArgs=-L 80',
      'a/s | ExtraArgs=-what',
      'a/s | ExtraArgs=-loghost x',
    ]);
  });

  it('of another kind has no use for what only ssh takes', () => {
    const one = read('<SessionData SessionId="t" Host="h" Proto="Telnet" ExtraArgs="-i k -A"/>');
    expect(onlyHost(one)).toMatchObject({ identities: [], more: {} });
    expect(lost(one)).toEqual(['t | Proto=Telnet', 't | ExtraArgs']);
  });

  it('brings the folder on the other side and notes, and says what it can’t', () => {
    const attributes = 'RemotePath="/srv" LocalPath="C:\\" Notes="mine" SPSLFileName="x.spsl"';
    const one = found(`${attributes} PuttySession="Green" Password="s3cr3t" ImageKey="tux"`);
    expect(onlyHost(one).more).toEqual({ remoteDirectory: '/srv', description: 'mine' });
    expect(allTold(one)).not.toContain('s3cr3t');
    expect(lost(one)).toEqual([
      'a/s | PuttySession=Green',
      'a/s | LocalPath=C:\\',
      'a/s | SPSLFileName=x.spsl',
      'a/s | Password',
    ]);
  });

  it('of the first versions has elements for attributes', () => {
    const one = read(
      '<SessionData><SessionName>n</SessionName><Host>h</Host><Port>24</Port></SessionData>',
    );
    expect(onlyHost(one)).toMatchObject({ name: 'n', address: 'h', port: 24, group: [] });
  });

  it('without a host says so', () => {
    const one = read('<SessionData SessionId="a" PuttySession="Green" Proto="SSH"/>', '<Other/>');
    expect([one.hosts, lost(one)]).toEqual([
      [],
      ['a | Host', 'a | PuttySession=Green', 'Other | '],
    ]);
  });

  it('nested too deeply is refused', () => {
    const path = Array<string>(100).fill('a').join('/');
    expect(() => read(`<SessionData SessionId="${path}" Host="h"/>`)).toThrow(PersonError);
  });
});

it.each(['', 'x', '<a/>', '<ArrayOfSessionData>', '<ArrayOfSessionData><SessionData'])(
  'a file %j that is none is refused',
  (text) => {
    expect(() => superputty.read(fileOf('Sessions.XML', text))).toThrow(PersonError);
  },
);
