// Which hosts of a file it is told of what can't come along.
import { expect, it } from 'vitest';
import { readSshConfig } from '../../../electron/import/readers/sshConfig.ts';
import { toldOf } from '../../../electron/import/toldOf.ts';
import { pickedFile } from './pickedFile.ts';

/** Of each host what is told of it, and of none; ssh is `me`'s. */
function told(config: string) {
  const { hosts, unmapped, about } = readSshConfig(pickedFile(config), 'me');
  const { of, rest } = toldOf(hosts, unmapped, about);
  const all = [...of].map(([at, own]) => [hosts[at]!.name, own.map(({ what }) => what)]);
  return { ...Object.fromEntries(all), rest: rest.map(({ what }) => what) } as object;
}

const HOSTS = `
Host web
  HostName 192.0.2.1
  User deploy
Host db
  HostName 192.0.2.2
Host far
  HostName 198.51.100.1
`;

it('a Match line that only ssh can decide is told of the hosts that it may hold for', () => {
  expect(told(`${HOSTS}Match host 192.0.2.* exec "vpn-up"\n  Port 2222\n`)).toEqual({
    ...{ web: ['Match host 192.0.2.* exec …: Port'], db: ['Match host 192.0.2.* exec …: Port'] },
    rest: [],
  });
  expect(told(`${HOSTS}Match user deploy exec "vpn-up"\n  Port 2222\n`)).toEqual({
    ...{ web: ['Match user deploy exec …: Port'], rest: [] },
  });
  expect(told(`${HOSTS}Match originalhost db localuser root\n  Port 1\n`)).toEqual({
    ...{ db: ['Match originalhost db localuser …: Port'], rest: [] },
  });
  expect(told(`${HOSTS}Match user me !host 198.* exec x\n  Port 1\n`)).toEqual({
    ...{ db: ['Match user me !host 198.* exec …: Port'], rest: [] },
  });
});

it('one that tells no hosts apart, or fits none, stays in the file', () => {
  const all = ['exec "vpn-up"', 'host * exec x', '!host web exec x', 'host nowhere exec x'];
  for (const criteria of all) {
    const of = told(`${HOSTS}Match ${criteria}\n  Port 2222\n`);
    expect(of, criteria).toEqual({ rest: [expect.stringContaining('Match')] });
  }
});
