// The lines of a file that are shown beside a host: those that make it what it is, and no secret in them.
import { expect, it } from 'vitest';
import { foundHost } from '../../../electron/import/found.ts';
import { blanked, sourceLines } from '../../../electron/import/sourceLines.ts';
import { say } from '../../../words/said.ts';

const BLANK = '••••••';

it.each([
  ['  Password hunter2', `  Password ${BLANK}`],
  ['"ProxyPassword"="hunter2"', `"ProxyPassword"=${BLANK}`],
  ['S:"Password V2"=02:6a5b', `S:"Password ${BLANK}`],
  ['  SetEnv API_TOKEN=hunter2', `  SetEnv API_TOKEN=${BLANK}`],
  ['  SetEnv LANG=de DB_PASS=hunter2', `  SetEnv LANG=de DB_PASS=${BLANK}`],
  ['ansible_host=a ansible_ssh_pass=hunter2', `ansible_host=a ansible_ssh_pass=${BLANK}`],
  ['url = ssh://me:hunter2@host/', `url = ssh://me:${BLANK}@host/`],
  ['ProxyCommand plink -pw hunter2 gate', `ProxyCommand plink -pw ${BLANK} gate`],
  ["ProxyCommand sshpass -p 'hunter 2' ssh gate", `ProxyCommand sshpass -p ${BLANK} ssh gate`],
  ['-----BEGIN OPENSSH PRIVATE KEY-----', BLANK],
  ['b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUx', BLANK],
  ['# password: hunter2', `# password: ${BLANK}`],
])('%s', (line, shown) => {
  expect(blanked(line)).toBe(shown);
});

it.each(['  IdentityFile ~/.ssh/id', '  ProxyCommand nc %h %p', '  User token', 'Host passenger'])(
  '%s is no secret',
  (line) => expect(blanked(line)).toBe(line),
);

it('are those of the host, with notes between them; what stays behind is marked', () => {
  const text = ['Host a', '\tPort 1', '# why', '  ForwardX11Trusted\u202e no', 'Host b', 'Match x'];
  const host = foundHost({ name: 'a', address: 'a', lines: [1, 2, 4, 6] });
  const told = [
    { where: 'line 6', what: 'Match x', why: say('import-only-there') },
    { where: 'a', what: 'ForwardX11Trusted no', why: say('import-only-there') },
  ];
  expect(sourceLines(text, host, told)).toEqual({
    first: 1,
    lines: [
      { at: 1, text: 'Host a', left: false },
      { at: 2, text: '    Port 1', left: false },
      { at: 3, text: '# why', left: false },
      { at: 4, text: '  ForwardX11Trusted no', left: true },
      { at: 6, text: 'Match x', left: true },
    ],
  });
});

it('are 200 at most, and none where the format has none', () => {
  const text = Array.from({ length: 1_000 }, (_, at) => `Line ${at}`);
  const lines = Array.from({ length: 1_200 }, (_, at) => at + 1);
  const host = foundHost({ name: 'a', address: 'a', lines });
  expect(sourceLines(text, host, [])!.lines).toHaveLength(200);
  expect(sourceLines(text, foundHost({ name: 'a', address: 'a' }), [])).toBeNull();
});
