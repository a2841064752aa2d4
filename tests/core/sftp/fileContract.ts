// What every way to files keeps, whatever is behind it: each test runs for each of them.
import { expect, test } from 'vitest';
import type { FileAccess, FileEntry, OpenFile } from '../../../core/sftp/fileAccess.ts';
import { FileError, type FileErrorCode } from '../../../core/sftp/fileError.ts';
import { readAhead, WriteBehind } from '../../../core/sftp/streaming.ts';
import { needs } from '../../support/needs.ts';
import { seeded } from '../../support/random.ts';

/** Files, and an empty folder among them that a test may do with as it likes. */
export interface PlaceUnderTest {
  files: FileAccess;
  folder: string;
}

export interface ContractOptions {
  /** For one test; it cleans up by itself. */
  open: () => Promise<PlaceUnderTest>;
  /** Why it can't be had on this machine. */
  whyNot?: () => string | undefined;
  /** Names that aren't UTF-8 can't be had there, and why. */
  textNamesOnly?: string;
  /** A server that follows links also where it is asked not to, and makes none that are relative. */
  followsLinks?: boolean;
}

export async function codeOf(doing: Promise<unknown>): Promise<FileErrorCode | 'none'> {
  return doing.then(
    () => 'none',
    (error: unknown) => {
      if (error instanceof FileError) return error.code;
      throw error;
    },
  );
}

export async function listed(files: FileAccess, path: string): Promise<FileEntry[]> {
  const all: FileEntry[] = [];
  for await (const piece of files.list(path)) all.push(...piece);
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export async function put(files: FileAccess, path: string, text: string): Promise<void> {
  const file = await files.open(path, { how: 'make' });
  await file.write(0, Buffer.from(text));
  await file.close();
}

export async function got(files: FileAccess, path: string): Promise<string> {
  const file = await files.open(path, { how: 'read' });
  const bytes = await file.read(0, 4096);
  await file.close();
  return Buffer.from(bytes).toString();
}

async function whole(file: OpenFile, from: number, pipeline: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const options = { from, to: Infinity, bytes: 30_000, pipeline };
  for await (const { bytes } of readAhead(file, options)) pieces.push(bytes);
  return Buffer.concat(pieces);
}

export function fileContract(name: string, options: ContractOptions): void {
  const holds = (what: string, run: (place: PlaceUnderTest) => Promise<void>): void => {
    test(`${name}: ${what}`, async (context) => {
      needs(options.whyNot?.(), context);
      await run(await options.open());
    });
  };
  reading(holds);
  folders(holds, options);
  renames(holds, options);
  links(holds, options);
  changes(holds);
  streams(holds);
  skills(holds);
  many(holds);
}

type Holds = (what: string, run: (place: PlaceUnderTest) => Promise<void>) => void;

function reading(holds: Holds): void {
  holds('home is an absolute folder, and where relative paths begin', async ({ files }) => {
    const home = await files.home();
    expect(home).toMatch(/^(\/|[A-Z]:\/)/);
    expect((await files.facts(home, true)).kind).toBe('folder');
    expect(await files.realPath('.')).toBe(await files.realPath(home));
    expect(await files.realPath('~')).toBe(await files.realPath(home));
  });

  holds('what is written is there, to the byte and at its place', async ({ files, folder }) => {
    const file = await files.open(`${folder}/a`, { how: 'make', mode: 0o640 });
    await Promise.all([file.write(5, Buffer.from('world')), file.write(0, Buffer.from('hello'))]);
    expect((await file.facts()).size).toBe(10);
    await file.close();
    const read = await files.open(`${folder}/a`, { how: 'read' });
    expect(Buffer.from(await read.read(3, 4)).toString()).toBe('lowo');
    expect(Buffer.from(await read.read(8, 100)).toString()).toBe('ld');
    expect((await read.read(10, 100)).byteLength).toBe(0);
    expect((await read.read(1_000, 1)).byteLength).toBe(0);
    expect((await read.read(0, 0)).byteLength).toBe(0);
    const into = new Uint8Array(6);
    expect(Buffer.from(await read.read(3, 4, into)).toString()).toBe('lowo');
    expect([...into.subarray(4)]).toEqual([0, 0]);
    expect(Buffer.from(await read.read(8, 6, into)).toString()).toBe('ld');
    await read.close();
    const { kind, size, mode } = await files.facts(`${folder}/a`);
    expect([kind, size]).toEqual(['file', 10]);
    if (files.skills.modes) expect(mode).toBe(0o640);
  });

  holds('a file is made, changed or replaced as it is wished', async ({ files, folder }) => {
    const path = `${folder}/a`;
    expect(await codeOf(files.open(path, { how: 'read' }))).toBe('not-found');
    expect(await codeOf(files.open(path, { how: 'change' }))).toBe('not-found');
    await put(files, path, 'first');
    expect(await codeOf(files.open(path, { how: 'make' }))).toBe('exists');
    expect(await got(files, path)).toBe('first');
    const changed = await files.open(path, { how: 'change' });
    await changed.write(1, Buffer.from('u'));
    expect(Buffer.from(await changed.read(0, 9)).toString()).toBe('furst');
    await changed.close();
    await (await files.open(path, { how: 'replace' })).close();
    expect(await got(files, path)).toBe('');
  });

  holds('a folder isn’t opened as a file', async ({ files, folder }) => {
    const opened = files.open(folder, { how: 'read' });
    expect(await codeOf(opened.then((file) => file.read(0, 1)))).toBe('is-a-folder');
    expect(await codeOf(files.open(folder, { how: 'replace' }))).toBe('is-a-folder');
  });

  holds('a closed file is closed once, and of no use', async ({ files, folder }) => {
    const file = await files.open(`${folder}/a`, { how: 'make' });
    await Promise.all([file.close(), file.close()]);
    expect(await codeOf(file.read(0, 1))).toBe('lost');
    expect(await codeOf(file.write(0, Buffer.from('x')))).toBe('lost');
  });

  holds('closed files are of no use', async ({ files, folder }) => {
    const file = await files.open(`${folder}/a`, { how: 'make' });
    await files.close();
    expect(await codeOf(files.facts(folder))).toBe('lost');
    expect(await codeOf(file.write(0, Buffer.from('x')))).toBe('lost');
  });
}

function folders(holds: Holds, { textNamesOnly }: ContractOptions): void {
  holds('every entry is listed once, with its facts', async ({ files, folder }) => {
    expect(await listed(files, folder)).toEqual([]);
    const names = Array.from({ length: 250 }, (_, at) => `file ${at}`);
    await Promise.all(names.map((name) => put(files, `${folder}/${name}`, name)));
    await files.makeFolder(`${folder}/sub`, 0o750);
    const all = await listed(files, folder);
    expect(all.map(({ name }) => name)).toEqual([...names, 'sub'].sort());
    expect(all.find(({ name }) => name === 'file 17')).toMatchObject({ kind: 'file', size: 7 });
    const sub = all.find(({ name }) => name === 'sub')!;
    expect(sub.kind).toBe('folder');
    if (files.skills.modes) expect(sub.mode! & 0o777).toBe(0o750);
    expect(Math.abs(sub.changedAt! - Date.now())).toBeLessThan(3_600_000);
  });

  holds('names come back as they were given', async ({ files, folder }) => {
    const names = [
      '-rf',
      ' ',
      'a\nb',
      '"\'`$(x)`',
      'ümläut',
      '文件',
      '👩‍💻',
      '...',
      '~',
      'x'.repeat(255),
    ];
    if (!textNamesOnly) names.push('caf\udce9', '\udcff\udc80', '\udced\udca0\udc80');
    for (const name of names) await put(files, `${folder}/${name}`, name.length.toString());
    expect((await listed(files, folder)).map(({ name }) => name)).toEqual([...names].sort());
    for (const name of names) {
      expect(await got(files, `${folder}/${name}`)).toBe(name.length.toString());
      await files.remove(`${folder}/${name}`);
    }
    expect(await listed(files, folder)).toEqual([]);
  });

  holds('names that can’t be are refused', async ({ files, folder }) => {
    for (const name of ['a\0b', '\ud800', '\udc00', 'x'.repeat(256)]) {
      expect(await codeOf(files.makeFolder(`${folder}/${name}`))).toBe('bad-name');
    }
    expect(await listed(files, folder)).toEqual([]);
  });

  holds('what isn’t a folder isn’t listed', async ({ files, folder }) => {
    await put(files, `${folder}/a`, '');
    expect(await codeOf(listed(files, `${folder}/a`))).toBe('not-a-folder');
    expect(await codeOf(listed(files, `${folder}/b`))).toBe('not-found');
  });

  holds('a list that is given up ends', async ({ files, folder }) => {
    await put(files, `${folder}/a`, '');
    const list = files.list(folder, AbortSignal.abort())[Symbol.asyncIterator]();
    expect(await codeOf(Promise.resolve(list.next()))).toBe('cancelled');
    expect((await listed(files, folder)).length).toBe(1);
  });

  holds('folders are made once, and removed when empty', async ({ files, folder }) => {
    await files.makeFolder(`${folder}/sub`);
    expect(await codeOf(files.makeFolder(`${folder}/sub`))).toBe('exists');
    await put(files, `${folder}/sub/a`, '');
    expect(await codeOf(files.removeFolder(`${folder}/sub`))).toBe('not-empty');
    expect(await codeOf(files.removeFolder(`${folder}/sub/a`))).toBe('not-a-folder');
    expect(await codeOf(files.remove(`${folder}/sub`))).toBe('is-a-folder');
    await files.remove(`${folder}/sub/a`);
    expect(await codeOf(files.remove(`${folder}/sub/a`))).toBe('not-found');
    await files.removeFolder(`${folder}/sub`);
    expect(await codeOf(files.removeFolder(`${folder}/sub`))).toBe('not-found');
  });
}

function renames(holds: Holds, { followsLinks }: ContractOptions): void {
  holds('a rename never replaces unless it is to', async ({ files, folder }) => {
    await put(files, `${folder}/a`, 'a');
    await put(files, `${folder}/b`, 'b');
    expect(await codeOf(files.rename(`${folder}/a`, `${folder}/b`))).toBe('exists');
    expect(await got(files, `${folder}/b`)).toBe('b');
    await files.rename(`${folder}/a`, `${folder}/c`);
    expect(await got(files, `${folder}/c`)).toBe('a');
    expect(await codeOf(files.rename(`${folder}/a`, `${folder}/d`))).toBe('not-found');
    expect((await listed(files, folder)).map(({ name }) => name)).toEqual(['b', 'c']);
  });

  holds('a rename over replaces in one step', async ({ files, folder }) => {
    await put(files, `${folder}/a`, 'a');
    await put(files, `${folder}/b`, 'b');
    const code = await codeOf(files.rename(`${folder}/a`, `${folder}/b`, true));
    expect(code).toBe(files.skills.renameOver ? 'none' : 'unsupported');
    const names = (await listed(files, folder)).map(({ name }) => name);
    expect(names).toEqual(files.skills.renameOver ? ['b'] : ['a', 'b']);
    expect(await got(files, `${folder}/b`)).toBe(files.skills.renameOver ? 'a' : 'b');
  });

  holds('folders and links are renamed, too', async ({ files, folder }) => {
    await files.makeFolder(`${folder}/sub`);
    await put(files, `${folder}/sub/a`, 'a');
    await files.makeFolder(`${folder}/taken`);
    expect(await codeOf(files.rename(`${folder}/sub`, `${folder}/taken`))).toBe('exists');
    await files.rename(`${folder}/sub`, `${folder}/moved`);
    expect(await got(files, `${folder}/moved/a`)).toBe('a');
    if (followsLinks) return;
    await files.makeLink(`${folder}/link`, 'moved/a');
    await files.rename(`${folder}/link`, `${folder}/other`);
    expect(await files.linkTarget(`${folder}/other`)).toBe('moved/a');
    expect((await files.facts(`${folder}/other`)).kind).toBe('link');
  });
}

function links(holds: Holds, { followsLinks }: ContractOptions): void {
  holds('a link is listed as one, and removed without what it leads to', async (place) => {
    const { files, folder } = place;
    await put(files, `${folder}/a`, 'text');
    await files.makeLink(`${folder}/link`, 'a');
    const all = await listed(files, folder);
    expect(all.map(({ name, kind }) => [name, kind])).toEqual([
      ['a', 'file'],
      ['link', 'link'],
    ]);
    await files.remove(`${folder}/link`);
    expect((await listed(files, folder)).map(({ name }) => name)).toEqual(['a']);
    expect(await got(files, `${folder}/a`)).toBe('text');
  });

  if (followsLinks) return;
  holds('links are seen, and followed where it is said', async ({ files, folder }) => {
    await put(files, `${folder}/a`, 'text');
    await files.makeLink(`${folder}/link`, 'a');
    await files.makeLink(`${folder}/lost`, '../nowhere/at all');
    expect(await files.linkTarget(`${folder}/link`)).toBe('a');
    expect(await files.linkTarget(`${folder}/lost`)).toBe('../nowhere/at all');
    expect((await files.facts(`${folder}/link`)).kind).toBe('link');
    expect(await files.facts(`${folder}/link`, true)).toMatchObject({ kind: 'file', size: 4 });
    expect((await files.facts(`${folder}/lost`)).kind).toBe('link');
    expect(await codeOf(files.facts(`${folder}/lost`, true))).toBe('not-found');
    expect(await codeOf(files.makeLink(`${folder}/link`, 'b'))).toBe('exists');
    expect(await files.realPath(`${folder}/link`)).toBe(await files.realPath(`${folder}/a`));
  });

  holds('what is done to a link isn’t done to what it leads to', async ({ files, folder }) => {
    await put(files, `${folder}/a`, 'text');
    const before = await files.facts(`${folder}/a`);
    await files.makeLink(`${folder}/link`, 'a');
    expect(await codeOf(files.change(`${folder}/link`, { mode: 0o600 }))).toBe('unsupported');
    expect(await codeOf(files.change(`${folder}/link`, { size: 0 }))).toBe('unsupported');
    const times = { readAt: 1e12, changedAt: 1e12 };
    expect(['none', 'unsupported']).toContain(
      await codeOf(files.change(`${folder}/link`, { times })),
    );
    const { changedAt, size, mode } = await files.facts(`${folder}/a`);
    expect([changedAt, size, mode]).toEqual([before.changedAt, before.size, before.mode]);
  });
}

function changes(holds: Holds): void {
  holds('size, mode and times change, and nothing else', async ({ files, folder }) => {
    const path = `${folder}/a`;
    await put(files, path, 'hello');
    const times = { readAt: 1_000_000_000_000, changedAt: 1_234_567_890_000 };
    await files.change(path, { size: 3 });
    await files.change(path, { times });
    if (files.skills.modes) await files.change(path, { mode: 0o604 });
    const facts = await files.facts(path);
    expect(facts).toMatchObject({ size: 3, ...times });
    if (files.skills.modes) expect(facts.mode).toBe(0o604);
    const { uid, gid } = facts;
    if (uid !== null && gid !== null) {
      await files.change(path, { gid });
      await files.change(path, { uid });
      expect(await files.facts(path)).toMatchObject({ uid, gid });
    }
    expect(await codeOf(files.change(`${folder}/b`, { mode: 0o600 }))).toBe('not-found');
  });

  holds('an open file changes, too', async ({ files, folder }) => {
    const file = await files.open(`${folder}/a`, { how: 'make' });
    await file.write(0, Buffer.from('hello'));
    await file.change({ size: 2, times: { readAt: 1e12, changedAt: 1.5e12 } });
    if (files.skills.modes) await file.change({ mode: 0o711 });
    const facts = await file.facts();
    expect(facts).toMatchObject({ size: 2, changedAt: 1.5e12 });
    if (files.skills.modes) expect(facts.mode).toBe(0o711);
    await file.close();
  });
}

function streams(holds: Holds): void {
  const bytes = Buffer.from(seeded(7).bytes(1_300_001));

  holds('a stream up and down is whole', async ({ files, folder }) => {
    const { writeBytes, pipeline } = files.skills;
    const file = await files.open(`${folder}/a`, { how: 'make' });
    const written: number[] = [];
    const onWritten = (offset: number): void => void written.push(offset);
    const up = new WriteBehind(file, { from: 0, bytes: writeBytes, pipeline, onWritten });
    for (let at = 0; at < bytes.length; at += 70_000) {
      await up.write(bytes.subarray(at, at + 70_000));
    }
    await up.finish();
    expect(written.at(-1)).toBe(bytes.length);
    expect([...written].sort((a, b) => a - b)).toEqual(written);
    await file.close();
    const down = await files.open(`${folder}/a`, { how: 'read' });
    expect((await whole(down, 0, pipeline)).equals(bytes)).toBe(true);
    expect((await whole(down, 1_000_003, 3)).equals(bytes.subarray(1_000_003))).toBe(true);
    expect((await whole(down, 2_000_000, 3)).length).toBe(0);
    await down.close();
  });

  holds('a piece larger than one packet is whole', async ({ files, folder }) => {
    const file = await files.open(`${folder}/a`, { how: 'make' });
    await file.write(0, bytes);
    await file.close();
    const down = await files.open(`${folder}/a`, { how: 'read' });
    expect(Buffer.from(await down.read(0, bytes.length)).equals(bytes)).toBe(true);
    const rest = await down.read(1_000_000, bytes.length);
    expect(Buffer.from(rest).equals(bytes.subarray(1_000_000))).toBe(true);
    await down.close();
  });
}

function many(holds: Holds): void {
  const tag = '0123456789abcdef';
  const never = new AbortController().signal;
  const dress = { mode: 0o640, changedAt: 1_500_000_000_000, readAt: 1_500_000_000_000 };

  holds('many small files are written and read at once', async ({ files, folder }) => {
    if (!files.many) return;
    await files.makeFolder(`${folder}/in`);
    const names = Array.from({ length: 300 }, (_, at) => (at % 7 ? `file ${at}` : `.ß'$\n-${at}`));
    const all = names.map((name, at) => ({
      ...{ name, ...dress, folder: at % 3 ? folder : `${folder}/in` },
      bytes: Buffer.from(seeded(at).bytes(at * 11)),
    }));
    await files.many.write(all, tag, never);
    const entries = [...(await listed(files, folder)), ...(await listed(files, `${folder}/in`))];
    expect(entries.map(({ name }) => name).sort()).toEqual([...names, 'in'].sort());
    for (const { kind, mode, changedAt } of entries.filter(({ name }) => name !== 'in')) {
      expect([kind, changedAt]).toEqual(['file', dress.changedAt]);
      if (files.skills.modes) expect(mode).toBe(dress.mode);
    }
    const asked = all.map((one) => ({
      path: `${one.folder}/${one.name}`,
      size: one.bytes.byteLength,
    }));
    const found = await files.many.read(asked, never);
    expect(found.every((one, at) => one && all[at]!.bytes.equals(one.bytes))).toBe(true);
    expect(found.every((one) => one!.changedAt === dress.changedAt)).toBe(true);
  });

  holds('many are put on the disk first where that is asked for', async ({ files, folder }) => {
    if (!files.many?.syncs) return;
    const all = ['a', "-b '$", '.c'].map((name) => ({
      ...{ folder, name, ...dress, bytes: Buffer.from(name) },
    }));
    await files.many.write(all, tag, never, true);
    for (const { name } of all) expect(await got(files, `${folder}/${name}`)).toBe(name);
    expect(await listed(files, folder)).toHaveLength(3);
  });

  holds('of many, those that aren’t what was asked for are left out', async (place) => {
    const { files, folder } = place;
    if (!files.many) return;
    await files.makeFolder(`${folder}/folder`);
    await put(files, `${folder}/a`, 'hello');
    await put(files, `${folder}/longer`, 'hello, too');
    const asked = ['none', 'a', 'folder', 'longer'].map((name) => ({
      path: `${folder}/${name}`,
      size: 5,
    }));
    const found = await files.many.read(asked, never);
    expect(found.map((one) => one && Buffer.from(one.bytes).toString())).toEqual([
      ...[null, 'hello'],
      ...[null, null],
    ]);
  });

  holds('of many, none takes the place of what is there', async ({ files, folder }) => {
    if (!files.many) return;
    await put(files, `${folder}/a`, 'first');
    const all = ['a', 'b'].map((name) => ({ folder, name, ...dress, bytes: Buffer.from('new') }));
    expect(await codeOf(files.many.write(all, tag, never))).not.toBe('none');
    expect(await got(files, `${folder}/a`)).toBe('first');
    for (const { name } of await listed(files, folder)) {
      if (name !== 'a' && name !== 'b')
        expect(name).toMatch(/^\..*\.bowline-0123456789abcdef\.part$/);
    }
  });
}

function skills(holds: Holds): void {
  holds('what can be done there is done, else it is unsupported', async ({ files, folder }) => {
    const { copy, sync, space, sums } = files.skills;
    const becomes = (skill: boolean): string => (skill ? 'none' : 'unsupported');
    await put(files, `${folder}/a`, 'hello');
    expect(await codeOf(files.copy(`${folder}/a`, `${folder}/b`))).toBe(becomes(copy));
    if (copy) expect(await got(files, `${folder}/b`)).toBe('hello');
    if (copy) expect(await codeOf(files.copy(`${folder}/a`, `${folder}/b`))).toBe('exists');
    if (copy) expect(await codeOf(files.copy(`${folder}/x`, `${folder}/y`))).toBe('not-found');
    expect(await codeOf(files.sum(`${folder}/a`))).toBe(becomes(sums));
    if (sums) expect(await files.sum(`${folder}/a`)).toBe(HELLO);
    if (sums) expect(await files.sum(`${folder}/a`, 4)).toBe(HELL);
    expect(await codeOf(files.space(folder))).toBe(becomes(space));
    if (space) expect((await files.space(folder)).whole).toBeGreaterThan(1e6);
    const file = await files.open(`${folder}/c`, { how: 'make' });
    expect(await codeOf(file.sync())).toBe(becomes(sync));
    await file.close();
  });
}

/** SHA-256 of `hello`, and of `hell`. */
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const HELL = '0ebdc3317b75839f643387d783535adc360ca01f33c75f7c1e7373adcd675c0b';
