// What a host sends through a terminal lands in the folder that was chosen, whole or not at all, whatever
// it calls it.
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalFiles } from '../../../../core/sftp/localFiles.ts';
import { ComingFiles } from '../../../../electron/transfers/inTerminal/comingFiles.ts';
import { plainName } from '../../../../electron/transfers/inTerminal/plainName.ts';
import { isOneName } from '../../../../electron/transfers/names.ts';
import { eachSeed } from '../../../support/random.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';

let around: string;
let folder: string;
let access: LocalFiles;
beforeEach(() => {
  around = temporaryDirectory();
  folder = join(around, 'chosen');
  mkdirSync(folder);
  access = new LocalFiles();
});
afterEach(() => access.close());

const nobody = (): void => undefined;
const NOBODY = { begins: nobody, sized: nobody, written: nobody, whole: nobody };
/** Parts that are noted. */
const noted = new Set<string>();

function writes(_folder: string, name: string): Promise<() => void> {
  noted.add(name);
  return Promise.resolve(() => void noted.delete(name));
}

function coming(into = folder): ComingFiles {
  const tag = '0123456789abcdef';
  return new ComingFiles({ access, folder: into, rules: 'any', tag, writes, ...NOBODY });
}

const FACTS = { size: 3, changedAt: 1_700_000_000_000, mode: 0o640 };

async function take(name: string, facts = FACTS): Promise<string> {
  const file = await coming().begin({ name, ...facts });
  await file.write(Buffer.from('new'));
  await file.whole();
  return file.name;
}

describe('a file that comes', () => {
  it('has its name when it is whole, and none before', async () => {
    const file = await coming().begin({ name: 'a.txt', ...FACTS });
    await file.write(Buffer.alloc(300_000, 1));
    expect(readdirSync(folder)).toEqual(['.a.txt.bowline-0123456789abcdef.part']);
    expect(statSync(join(folder, readdirSync(folder)[0]!)).mode & 0o777).toBe(0o600);
    expect([...noted]).toEqual(['a.txt']);
    await file.whole();
    expect([...noted]).toEqual([]);
    await file.drop();
    expect(readdirSync(folder)).toEqual(['a.txt']);
    const { size, mode, mtimeMs } = statSync(join(folder, 'a.txt'));
    expect([size, mode & 0o777, mtimeMs]).toEqual([300_000, 0o640, FACTS.changedAt]);
  });

  it('leaves nothing where it isn’t wanted any more', async () => {
    const file = await coming().begin({ name: 'a.txt', ...FACTS });
    await file.write(Buffer.alloc(300_000, 1));
    await file.drop();
    expect(readdirSync(folder)).toEqual([]);
    expect([...noted]).toEqual([]);
  });

  it('replaces nothing: it gets a number', async () => {
    writeFileSync(join(folder, 'a.tar.gz'), 'old');
    expect([await take('a.tar.gz'), await take('a.tar.gz')]).toEqual([
      'a (2).tar.gz',
      'a (3).tar.gz',
    ]);
    expect(readFileSync(join(folder, 'a.tar.gz'), 'utf8')).toBe('old');
  });

  it('gets another name where its own came to be there meanwhile', async () => {
    const file = await coming().begin({ name: 'a', ...FACTS });
    writeFileSync(join(folder, 'a'), 'theirs');
    await file.whole();
    expect(file.name).toBe('a (2)');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('theirs');
  });

  it('isn’t written through a link that lies in its way', async () => {
    writeFileSync(join(around, 'outside'), 'mine');
    symlinkSync('../outside', join(folder, 'a'));
    symlinkSync('../outside', join(folder, '.a (2).bowline-0123456789abcdef.part'));
    expect(await take('a')).toBe('a (2)');
    expect(readFileSync(join(around, 'outside'), 'utf8')).toBe('mine');
  });

  it('can’t be run as its owner, nor written by others, by the host’s word', async () => {
    await take('a', { ...FACTS, mode: 0o6777 });
    expect(statSync(join(folder, 'a')).mode & 0o7777).toBe(0o755);
  });

  it('that can’t be written says so', async () => {
    const files = coming(join(around, 'none'));
    await expect(files.begin({ name: 'a', ...FACTS })).rejects.toMatchObject({ code: 'not-found' });
    expect([...noted]).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['a.txt', 'a.txt'],
    ['/etc/passwd', 'passwd'],
    ['../../.ssh/authorized_keys', 'authorized_keys'],
    ['..', 'file'],
    ['', 'file'],
    ['a/..', 'a'],
    ['.bashrc', '_.bashrc'],
    ['a\x1b[31mb\n', 'a_[31mb_'],
    ['\u202egnp.exe', '_gnp.exe'],
    ['x\0y', 'x_y'],
    ['   ', 'file'],
  ])('%j becomes %j', (told, name) => {
    expect(plainName(told, 'any')).toBe(name);
  });

  it('that Windows can’t have is mapped there', () => {
    expect(plainName('a\\..\\b:c', 'windows')).toBe('a_.._b_c');
    expect(plainName('con.txt', 'windows')).toBe('_con.txt');
  });

  it('of whatever kind is one part of a path, and not too long', async () => {
    await eachSeed(3_000, (random) => {
      const parts = [
        '..',
        '/',
        '.',
        '\\',
        '\0',
        'a',
        '\u202e',
        '\ud800',
        'é',
        '大',
        ' ',
        '\n',
        '~',
        '-',
      ];
      const told = Array.from({ length: random.int(400) }, () => random.pick(parts)).join('');
      for (const rules of ['any', 'windows', 'mac'] as const) {
        const name = plainName(told, rules);
        expect(isOneName(name)).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210);
        expect(name).not.toMatch(/\p{Cc}|\p{Cf}/u);
      }
    });
  });
});
