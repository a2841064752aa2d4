// Folders and single files of PuTTY on Unix and of KiTTY on a stick: what the samples don't show.
import { describe, expect, it } from 'vitest';
import { kittyPortable } from '../../../electron/import/readers/kittyPortable.ts';
import { puttyUnix } from '../../../electron/import/readers/puttyUnix.ts';
import { PersonError } from '../../../electron/personError.ts';
import { allTold, fileOf, folderOf, lost, onlyHost } from './made.ts';

const UNIX = 'Present=1\nHostName=h.example.com\nProtocol=ssh\nPortNumber=2222\n';
const KITTY = 'Present\\1\\\r\nHostName\\h.example.com\\\r\nProtocol\\ssh\\\r\n';

describe('PuTTY on Unix', () => {
  it('is read from a single file, which is called as its session', () => {
    const source = fileOf('my%20host', `${UNIX}UserName=ada=b\nUserName=second\nnonsense\n`);
    expect(puttyUnix.recognises(source)).toBe(true);
    expect(onlyHost(puttyUnix.read(source))).toMatchObject({
      name: 'my host',
      port: 2222,
      user: 'ada=b',
    });
  });

  it('is read from any folder above the sessions', () => {
    for (const place of ['', 'sessions/', '.putty/sessions/', '.config/putty/sessions/']) {
      const source = folderOf({ [`${place}a`]: UNIX });
      expect(puttyUnix.recognises(source)).toBe(true);
      expect(onlyHost(puttyUnix.read(source)).name).toBe('a');
    }
  });

  it('says what lies beside the sessions', () => {
    const files = { randomseed: 'x', sshhostkeys: 'rsa2@22:h 0x1', 'sessions/a': UNIX };
    const others = { 'sessions/b': '', 'sshhostcas/c': 'x', 'notes.txt': 'x' };
    const found = puttyUnix.read(folderOf({ ...files, ...others }));
    expect(lost(found)).toEqual(['picked | SshHostKeys', 'sessions/b | ', 'notes.txt | ']);
  });

  it('says of thousands of other files how many there are', () => {
    const others = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`x${at}`, '']));
    const { unmapped } = puttyUnix.read(folderOf({ ...others, a: UNIX }));
    expect(unmapped).toHaveLength(21);
    expect(unmapped.at(-1)?.why).toEqual({ code: 'import-not-sessions', facts: { count: 480 } });
  });

  it('in Latin 1 is read, and said to be guessed', () => {
    const found = puttyUnix.read(fileOf('a', Buffer.from(`${UNIX}UserName=jürgen\n`, 'latin1')));
    expect(onlyHost(found).user).toBe('jürgen');
    expect(lost(found)).toEqual(['a | windows-1252']);
  });

  it('without sessions is refused', () => {
    for (const source of [folderOf({}), fileOf('a', ''), folderOf({ 'deep/er/a': UNIX })]) {
      expect(puttyUnix.recognises(source)).toBe(false);
      expect(() => puttyUnix.read(source)).toThrow(PersonError);
    }
  });
});

describe('KiTTY on a stick', () => {
  it('has folders in its folder of sessions', () => {
    const files = { 'Sessions/Net%2F1/Core/sw%201.ktx': `${KITTY}Folder\\Lab\\\r\n` };
    for (const source of [folderOf({ ...files, 'kitty.ini': '[KiTTY]' })]) {
      const found = kittyPortable.read(source);
      expect(onlyHost(found)).toMatchObject({ name: 'sw 1', group: ['Net/1', 'Core', 'Lab'] });
      expect(found.unmapped).toEqual([]);
    }
  });

  it('is read from the folder of sessions itself, and from a single file', () => {
    expect(onlyHost(kittyPortable.read(folderOf({ 'In/a': KITTY }))).group).toEqual(['In']);
    expect(onlyHost(kittyPortable.read(fileOf('a%20b', KITTY))).name).toBe('a b');
  });

  it('takes no theme beside the sessions for one', () => {
    const found = kittyPortable.read(folderOf({ 'Sessions/a': KITTY, 'Themes/dark.txt': KITTY }));
    expect(onlyHost(found).name).toBe('a');
    expect(lost(found)).toEqual(['Themes/dark.txt | ']);
  });

  it('has values in the code page of its computer', () => {
    const found = kittyPortable.read(
      fileOf('%D1%E5%F0%E2%E5%F0', `${KITTY}UserName\\%CF%B8%F2%F0\\`),
    );
    expect(onlyHost(found)).toMatchObject({ name: 'Сервер', user: 'Пётр' });
    expect(lost(found)).toEqual(['%D1%E5%F0%E2%E5%F0 | windows-1251']);
  });

  it('is read as far as a file goes that ends early', () => {
    expect(onlyHost(kittyPortable.read(fileOf('a', `${KITTY}UserName\\ad`))).user).toBe('ad');
  });

  it('shows no password, and nothing that is typed', () => {
    const secrets = 'Password\\s3cr3t\\\nAutocommand\\s3cr3t\\\nAutocommandOut\\s3cr3t\\\n';
    const found = kittyPortable.read(fileOf('a', KITTY + secrets));
    expect(allTold(found)).not.toContain('s3cr3t');
    expect(found.unmapped).toHaveLength(3);
  });

  it('locked with a master password says so', () => {
    const sealed = Array.from({ length: 9 }, () => 'c2VhbGVkIHdpdGggYSBwYXNzd29yZA==').join('\n');
    const source = folderOf({ 'Sessions/a': sealed });
    expect(kittyPortable.recognises(source)).toBe(false);
    expect(() => kittyPortable.read(source)).toThrow(/master password/);
  });
});
