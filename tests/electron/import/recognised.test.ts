// Each sample of the project is taken for what it is: by its own format, and by no other.
import { describe, expect, it } from 'vitest';
import { FORMATS, FORMAT_NAMES } from '../../../electron/import/formats.ts';
import { openSource } from '../../../electron/import/source.ts';
import { samples } from './samples.ts';

/** Other tools' tables are tables, too; `csv` stands last, so that they come first. */
const TABLES = /\.csv$/;

describe.each(samples())('$name', ({ name, path, expected }) => {
  const source = openSource(path, `${path}-has-no-ssh-folder`);
  const others = FORMAT_NAMES.filter((format) => format !== expected.kind);
  const wrong = others.filter((format) => !(format === 'csv' && TABLES.test(name)));

  it('is nothing else', () => {
    expect(wrong.filter((format) => FORMATS[format].recognises(source))).toEqual([]);
  });
});
