// Paths, names, dates and permissions of files, as they are typed and shown.
import { describe, expect, it } from 'vitest';
import {
  badName,
  crumbsOf,
  isWithin,
  joined,
  lastPart,
  parentOf,
  refusedWords,
  shellQuoted,
  shortPath,
  typedPath,
} from '../../renderer/lib/filePaths.ts';
import { dateWords, iconOf, modeText } from '../../renderer/lib/fileWords.ts';
import { nameKeys } from '../../renderer/lib/nameKeys.ts';
import { folderInTitle, readOsc7, shellFolder } from '../../renderer/lib/shellFolder.ts';
import { words } from '../../words/window.ts';
import type { FileRow } from '../../electron/ipc/contract.ts';

describe('a path', () => {
  it('has a folder above it, up to its root', () => {
    expect(['/srv/www', '/srv', '/', 'C:/Users/me', 'C:/Users', 'C:/'].map(parentOf)).toEqual([
      ...['/srv', '/', '/', 'C:/Users', 'C:/', 'C:/'],
    ]);
    expect(['/srv/www', '/', 'C:/'].map(lastPart)).toEqual(['www', '/', 'C:/']);
    expect([joined('/', 'a'), joined('/srv', 'a')]).toEqual(['/a', '/srv/a']);
    expect(isWithin('/srv/www', '/srv') && !isWithin('/srv2', '/srv') && isWithin('/a', '/')).toBe(
      true,
    );
  });

  it('is shown part by part, in home from there', () => {
    const names = (path: string, home: string) => crumbsOf(path, home).map(({ name }) => name);
    expect(names('/srv/www/releases', '/home/me')).toEqual(['/', 'srv', 'www', 'releases']);
    expect(crumbsOf('/home/me/src', '/home/me')).toEqual([
      { name: '~', path: '/home/me' },
      { name: 'src', path: '/home/me/src' },
    ]);
    expect(names('/root', '/')).toEqual(['/', 'root']);
    expect(shortPath('/home/me/src', '/home/me')).toBe('~/src');
  });

  it('that isn’t gone to is named once, as it is shown', () => {
    const said = (why: string) => refusedWords({ path: '/home/me/src', why }, '/home/me');
    expect(said('You have no permission for /home/me/src.')).toBe(
      'You have no permission for ~/src.',
    );
    expect(said('The connection is gone.')).toBe('~/src: The connection is gone.');
  });

  it('is understood however it is typed or pasted', () => {
    const typed = (text: string) => typedPath(text, '/srv/www', '/home/me');
    expect(
      ['/etc/', '~', '~/a b', 'releases', '../log/./x', '"/a b"', '  /x  ', ''].map(typed),
    ).toEqual([
      ...['/etc', '/home/me', '/home/me/a b', '/srv/www/releases', '/srv/log/x', '/a b', '/x', ''],
    ]);
    expect(typed('file:///tmp/a%20b')).toBe('/tmp/a b');
    expect(typed('/../../etc')).toBe('/etc');
    expect(typed('back\\slash')).toBe('/srv/www/back\\slash');
    expect(typedPath('C:\\Users\\me', 'C:/', 'C:/Users/me')).toBe('C:/Users/me');
  });

  it('is typed into a shell as one word', () => {
    expect(['/srv/a-1.txt', '/a b', "/it's"].map(shellQuoted)).toEqual([
      ...['/srv/a-1.txt', "'/a b'", `'/it'\\''s'`],
    ]);
    expect(['', 'a/b', '..', 'a\0', 'a b'].map(badName)).toEqual([
      ...['empty', 'slash', 'dots', 'nul', null],
    ]);
  });
});

describe('the folder of a shell', () => {
  it('is what OSC 7 says, where that is a path', () => {
    expect(readOsc7('file://web/srv/a%20b')).toBe('/srv/a b');
    expect(readOsc7('file:///C:/Users')).toBe('C:/Users');
    expect(
      ['', 'x', 'http://web/srv', 'file://web', 'file://web/%ff', 'file://w/%00'].map(readOsc7),
    ).toEqual(Array(6).fill(null));
    expect(readOsc7(`file://web/${'x'.repeat(20_000)}`)).toBeNull();
  });

  it('is else what the prompt’s title says', () => {
    expect(
      ['me@web: ~/src', 'me@web:/srv', 'vim: /srv', 'me@web: make'].map(folderInTitle),
    ).toEqual(['~/src', '/srv', null, null]);
    expect(shellFolder({ folder: null, programTitle: 'me@web: ~/src' }, '/home/me')).toBe(
      '/home/me/src',
    );
    expect(shellFolder({ folder: '/srv', programTitle: 'me@web: ~' }, '/home/me')).toBe('/srv');
  });
});

describe('the key of a name', () => {
  it('stands in the order of the language’s tables', () => {
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    const key = nameKeys(collator);
    const names = [
      'a',
      'A1',
      'a01',
      'a2',
      'a10',
      'a-b',
      'a_b',
      'a.b',
      '~x',
      '#',
      '9',
      '10',
      'web 1',
    ]
      .concat([
        'WEB-1',
        'web_1',
        'zz',
        '.profile',
        'a0',
        'a00b',
        '(copy)',
        '$HOME',
        'x+y',
        '2026.11.3',
      ])
      .concat(['2026.11.10', '2026-11', '007', '7a']);
    for (const a of names) {
      for (const b of names) {
        const [x, y] = [key(a)!, key(b)!];
        const sign = x < y ? -1 : Number(x > y);
        expect([a, b, sign]).toEqual([a, b, Math.sign(collator.compare(a, b))]);
      }
    }
    expect(['ä', '发布', 'a\tb', ''].map(key)).toEqual([null, null, null, null]);
  });

  it('is none where pairs of letters stand elsewhere', () => {
    expect(nameKeys(new Intl.Collator('cs', { sensitivity: 'base' }))('chata')).toBeNull();
  });
});

describe('columns', () => {
  it('say sizes, permissions and times', () => {
    const { size } = words.files;
    expect([0, 1023, 1024, 2253, 14_336, 980 * 2 ** 20, 1.4 * 2 ** 30, null].map(size)).toEqual([
      ...['0 B', '1023 B', '1.0 KB', '2.2 KB', '14 KB', '980 MB', '1.4 GB', ''],
    ]);
    expect(words.files.side.space(16 * 2 ** 30, 196 * 2 ** 30)).toBe('16 GB free of 196');
    expect([0o755, 0o4755, 0o1777, 0o2644, null].map(modeText)).toEqual([
      ...['rwxr-xr-x', 'rwsr-xr-x', 'rwxrwxrwt', 'rw-r-Sr--', ''],
    ]);
    const dates = dateWords('en-GB');
    const now = new Date(2026, 10, 28, 12).getTime();
    const at = (...time: [number, number, number, number, number]) =>
      dates.short(new Date(...time).getTime(), now);
    expect([at(2026, 10, 28, 8, 51), at(2026, 10, 27, 23, 0), at(2026, 10, 26, 1, 0)]).toEqual([
      ...['today 08:51', 'yesterday', '26 Nov'],
    ]);
    expect(at(2025, 10, 26, 1, 0)).toBe('26 Nov 2025');
    expect([dates.short(null, now), dates.short(1e300, now)]).toEqual(['', '']);
  });

  it('have an icon by kind and name', () => {
    const of = (row: Partial<FileRow>) => iconOf(row as FileRow);
    expect(of({ kind: 'link', targetKind: null })).toBe('broken');
    expect(of({ kind: 'file', name: 'a.tar.zst' })).toBe('archive');
    expect(of({ kind: 'file', name: 'SHA256SUMS' })).toBe('file');
  });
});
