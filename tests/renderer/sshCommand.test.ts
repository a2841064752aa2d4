// The ssh command that a failure's card offers to copy.
import { expect, it } from 'vitest';
import { commandOf, sshCommand } from '../../renderer/lib/sshCommand.ts';
import { readTarget } from '../../renderer/lib/readTarget.ts';
import { shellWords } from '../../renderer/lib/shellWords.ts';
import { draftOf } from '../../renderer/lib/sshTarget.ts';
import { say } from '../../words/said.ts';
import { seeded } from '../support/random.ts';

const NONE = {
  kind: 'ssh',
  address: '',
  user: '',
  port: '',
  identityFile: '',
  jumpHost: '',
  options: '',
};
const host = (fields: Partial<typeof NONE>) =>
  ({ ...NONE, ...fields }) as Parameters<typeof sshCommand>[0];

it.each([
  [{ address: 'web-1' }, 'ssh web-1'],
  [{ address: 'web-1', user: 'deploy', port: '2222' }, 'ssh -p 2222 deploy@web-1'],
  [
    { address: '10.0.0.1', jumpHost: 'a@b:22,c', identityFile: '~/my keys/id' },
    "ssh -i ~/'my keys/id' -J a@b:22,c 10.0.0.1",
  ],
  [
    { address: 'h', options: 'Compression=yes\nProxyCommand=nc %h %p\n' },
    "ssh -o Compression=yes -o 'ProxyCommand=nc %h %p' h",
  ],
  [{ address: '-oProxyCommand=id' }, 'ssh -- -oProxyCommand=id'],
  [{ address: "it's; rm -rf ~" }, `ssh 'it'\\''s; rm -rf ~'`],
])('%j', (fields, command) => {
  expect(sshCommand(host(fields))).toBe(command);
});

it('is none for hosts that ssh doesn’t log in to', () => {
  expect(sshCommand(host({ kind: 'local' }))).toBeNull();
  expect(sshCommand(host({}))).toBeNull();
});

it('is rather the command that the hint names', () => {
  const command = 'ssh-keygen -R web-1';
  const hint = say('ssh-compare-host-key', { command });
  expect(commandOf({ hint }, host({ address: 'web-1' }))).toBe(command);
  expect(commandOf({ hint: null }, host({ address: 'web-1' }))).toBe('ssh web-1');
  expect(commandOf({ hint: null }, undefined)).toBeNull();
});

it('is read back as what it was made of, whatever stands in the fields', () => {
  const random = seeded(7);
  const odd = ["'", '"', '\\', ' ', '$HOME', '`id`', ';', '~', '%h', 'ü', '&&', '*', '#'];
  const text = () => Array.from({ length: 1 + random.int(6) }, () => random.pick(odd)).join('');
  for (let round = 0; round < 500; round++) {
    const fields = {
      ...{ address: `web-${round}`, user: random.pick(['', 'deploy', 'DOM+müller', 'a@b']) },
      ...{ port: random.pick(['', '2222']), jumpHost: random.pick(['', 'me@a:22,b']) },
      identityFile: random.pick(['', '~/.ssh/id', `/k${text()}k`]),
      options: random.pick(['', 'Compression=yes', `ProxyCommand=nc${text()}x`]),
    };
    const command = sshCommand(host(fields))!;
    const typed = readTarget(command);
    expect(typed?.kind === 'ssh' && draftOf(typed), command).toEqual({ kind: 'ssh', ...fields });
    expect(shellWords(command)![0]).toBe('ssh');
  }
});
