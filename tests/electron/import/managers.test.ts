// The readers of other managers' lists, together: each takes its own files only, and whatever is cut off,
// garbled or nested beyond reason gives a result or a sentence, in time that grows with the file.
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMATS, type FormatName } from '../../../electron/import/formats.ts';
import { openSource, type ImportSource } from '../../../electron/import/source.ts';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { PersonError } from '../../../electron/personError.ts';
import { eachSeed } from '../../support/random.ts';
import { pickedFile } from './pickedFile.ts';
import { samples } from './samples.ts';

const NAMES = ['electerm', 'mremoteng', 'remmina', 'royalts', 'tabby', 'termius'] as const;
const all = samples();
const own = all.filter(({ expected, path }) => {
  return NAMES.includes(expected.kind as never) && statSync(path).isFile();
});

/** A result, or an error that says what is wrong. */
function readOrRefused(source: ImportSource, as: FormatName): void {
  try {
    readHosts(source, as);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
  }
}

describe.each(NAMES)('%s', (name) => {
  it.each(all)('is recognised in $name where it is one, and nowhere else', ({ path, expected }) => {
    const source = openSource(path, `${path}-has-no-ssh-folder`);
    expect(FORMATS[name].recognises(source)).toBe(expected.kind === name);
  });

  it('is not recognised in what is nothing at all', () => {
    for (const text of ['', '\0', '{', '[', '[[[[', '<', '<a/>', 'a: b', 'a,b', '---', '﻿']) {
      expect(FORMATS[name].recognises(pickedFile(text)), text).toBe(false);
    }
    expect(FORMATS[name].recognises(pickedFile(Uint8Array.of(0xff, 0xfe, 0)))).toBe(false);
  });

  it('says that it is none, read as one', () => {
    for (const text of ['nothing', '{}', '<a/>', '"text"', 'a: 1', '\0\x01\x02']) {
      expect(() => readHosts(pickedFile(text), name), text).toThrow(PersonError);
    }
  });

  it('is read or refused, however deeply things are nested', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"Objects":[', ']}'],
      ['<Connections ConfVersion="2">', ''],
    ]) {
      const source = pickedFile(open!.repeat(20_000) + close!.repeat(20_000));
      expect(typeof FORMATS[name].recognises(source)).toBe('boolean');
      readOrRefused(source, name);
    }
  });
});

describe.each(own)('$name', ({ path, expected }) => {
  const bytes = readFileSync(path);
  const kind = expected.kind as FormatName;

  it('is read or refused, wherever it is cut off', () => {
    for (let end = 0; end < bytes.length; end += 1 + Math.floor(bytes.length / 150)) {
      const cut = pickedFile(bytes.subarray(0, end), path);
      expect(typeof FORMATS[kind].recognises(cut)).toBe('boolean');
      readOrRefused(cut, kind);
    }
  });

  it('is read or refused, whatever bytes are changed in it', async () => {
    await eachSeed(60, (random) => {
      const changed = Uint8Array.from(bytes);
      for (let count = random.between(1, 8); count > 0; count -= 1) {
        changed[random.int(changed.length)] = random.int(256);
      }
      const source = pickedFile(changed, path);
      expect(typeof FORMATS[kind].recognises(source)).toBe('boolean');
      readOrRefused(source, kind);
    });
  });

  it('shows no secret that stands in it', () => {
    const found = readHosts(openSource(path, 'nowhere'), kind);
    expect(JSON.stringify(found)).not.toContain('REMOVED');
  });
});
