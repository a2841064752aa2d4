// A program and its arguments on one line: what is written is what is read.
import { describe, expect, it } from 'vitest';
import { commandLine, commandWords, readCommand } from '../../../electron/programs/commandWords.ts';
import { foundHost, foundId } from '../../../electron/shells/found/foundHost.ts';
import { seeded } from '../../support/random.ts';

describe('a command on a line', () => {
  it.each([
    ['bash', ['bash']],
    ['  bash   --login -i ', ['bash', '--login', '-i']],
    [
      '"C:\\Program Files\\Git\\bin\\bash.exe" --login',
      ['C:\\Program Files\\Git\\bin\\bash.exe', '--login'],
    ],
    [`sh -c 'echo "two words"'`, ['sh', '-c', 'echo "two words"']],
    ['x ""', ['x', '']],
    [`a"b c"d`, ['ab cd']],
    ['', []],
  ])('%s', (line, words) => expect(commandWords(line)).toEqual(words));

  it.each(['"C:\\Program Files', `sh -c 'echo`])('with a quotation mark too few: %s', (line) => {
    expect(commandWords(line)).toBeUndefined();
    expect(readCommand(line, () => false)).toBeUndefined();
  });

  it('is read as it was written, whatever it holds', () => {
    const random = seeded(12);
    const signs = ['a', 'é', '\\', '"', "'", ' ', '\t', '-', '🎈'];
    for (let turn = 0; turn < 2_000; turn++) {
      const words = Array.from({ length: random.between(1, 5) }, () =>
        Array.from(
          { length: random.between(0, 6) },
          () => signs[random.between(0, signs.length - 1)],
        ).join(''),
      );
      expect(commandWords(commandLine(words))).toEqual(words);
    }
  });

  it('is a program first, and then a program with arguments', () => {
    const isThere = (file: string): boolean => file === '/opt/my shell' || file === '/bin/sh';
    expect(readCommand('/opt/my shell', isThere)).toEqual({ file: '/opt/my shell', args: [] });
    expect(readCommand('/bin/sh -i', isThere)).toEqual({ file: '/bin/sh', args: ['-i'] });
    expect(readCommand('"/opt/my shell" -x', isThere)).toEqual({
      file: '/opt/my shell',
      args: ['-x'],
    });
  });
});

describe('a found shell', () => {
  it('is known again by its id alone', () => {
    const shell = {
      name: 'Git Bash',
      command: '"C:\\Program Files\\Git\\bin\\bash.exe" --login -i',
    };
    expect(foundHost(foundId(shell))).toMatchObject({
      kind: 'local',
      id: foundId(shell),
      name: shell.name,
      shell: shell.command,
    });
  });

  it.each([
    '',
    'local:',
    'local:name',
    'local:a:b\nc',
    `local:${'x'.repeat(81)}:sh`,
    'local:a\u001b[2J:/bin/sh',
    'local:a\nb:/bin/sh',
    'local:\u202ehs:/bin/sh',
    'local: :/bin/sh',
    'local:sh:/bin/\u202ehs',
    'local:sh: ',
    'joined-1:2:3',
  ])('is none of %j', (id) => expect(foundHost(id)).toBeUndefined());
});
