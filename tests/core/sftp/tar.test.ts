// Archives that other programs read, and such as others write: also hostile ones.
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import { BadTar, packTar, TarReader, type TarFile } from '../../../core/sftp/tar.ts';
import { eachSeed, seeded } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const files: TarFile[] = ['a', "b '$ ü\n", '-c', '.d', 'n'.repeat(98)].map((name, at) => ({
  ...{ name: `0/${name}`, bytes: Buffer.from(seeded(at).bytes(at * 511)) },
  ...{ mode: 0o640, changedAt: 1_234_567_890_000 },
}));

function read(archive: Uint8Array, most = 10_000, step = archive.byteLength): TarFile[] {
  const found: TarFile[] = [];
  const reader = new TarReader(
    () => most,
    (file) => found.push(file),
  );
  for (let at = 0; at < archive.byteLength; at += step)
    reader.push(archive.subarray(at, at + step));
  expect(reader.ended).toBe(true);
  return found;
}

test('what is packed is unpacked by tar, with times and modes', () => {
  const folder = temporaryDirectory();
  const archive = Buffer.concat(packTar(['0'], files));
  expect(archive.byteLength % 10_240).toBe(0);
  execFileSync('tar', ['xpof', '-', '-C', folder], { input: archive });
  for (const { name, bytes, mode, changedAt } of files) {
    expect(readFileSync(`${folder}/${name}`).equals(bytes)).toBe(true);
    expect(statSync(`${folder}/${name}`)).toMatchObject({ mtimeMs: changedAt });
    expect(statSync(`${folder}/${name}`).mode & 0o777).toBe(mode);
  }
  expect(readdirSync(`${folder}/0`)).toHaveLength(files.length);
});

test.each([['gnu'], ['pax'], ['ustar']])(
  'what tar packs as %s is read, in chunks of any size',
  (format) => {
    const folder = temporaryDirectory();
    const names = files.map(({ name }) => `./${name.slice(2)}`.slice(0, 100));
    names.forEach((name, at) =>
      writeFileSync(`${folder}/${name}`, files[at]!.bytes, { mode: 0o600 }),
    );
    mkdirSync(`${folder}/folder`);
    symlinkSync('/etc/passwd', `${folder}/link`);
    const args = [`--format=${format}`, '-cf', '-', ...names, './folder', './link'];
    const archive = execFileSync('tar', args, { cwd: folder });
    for (const step of [1, 100, 511, 10_240]) {
      const found = read(archive, 10_000, step);
      expect(found.map(({ name }) => name)).toEqual(names);
      expect(found.every(({ bytes }, at) => Buffer.compare(files[at]!.bytes, bytes) === 0)).toBe(
        true,
      );
    }
  },
);

test('a file that is larger than is wanted, or that nobody wants, is passed over', () => {
  const archive = Buffer.concat(packTar([], files));
  expect(read(archive, 600).map(({ bytes }) => bytes.byteLength)).toEqual([0, 511]);
  const one = new TarReader(
    (name) => (name === '0/.d' ? 10_000 : undefined),
    ({ name }) => expect(name).toBe('0/.d'),
  );
  one.push(archive);
});

test('what isn’t an archive is refused, and never read beyond itself', async () => {
  expect(() => read(Buffer.alloc(2_048, 'x'))).toThrow(BadTar);
  const archive = Buffer.concat(packTar(['0'], files));
  await eachSeed(200, (random) => {
    const bad = Buffer.from(archive);
    for (let times = 1 + random.int(8); times > 0; times--)
      bad[random.int(bad.length)] = random.int(256);
    let held = 0;
    const reader = new TarReader(
      () => 10_000,
      ({ bytes }) => (held += bytes.byteLength),
    );
    try {
      reader.push(bad);
    } catch (error) {
      expect(error).toBeInstanceOf(BadTar);
    }
    expect(held).toBeLessThanOrEqual(bad.length);
    return Promise.resolve();
  });
});
