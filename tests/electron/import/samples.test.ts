// Each sample gives what is expected of it, by what stands in it alone and as the format that it is.
import { describe, expect, it } from 'vitest';
import { FORMATS, type FormatName } from '../../../electron/import/formats.ts';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { openSource } from '../../../electron/import/source.ts';
import { check, samples } from './samples.ts';

const all = samples();

it('each has a reader', () => {
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(({ expected }) => !(expected.kind in FORMATS))).toEqual([]);
});

describe.each(all)('$name', ({ path, expected }) => {
  const source = openSource(path, `${path}-has-no-ssh-folder`);

  it('gives what is expected', () => {
    check(readHosts(source, expected.kind as FormatName), expected);
  });

  it('is recognised by what stands in it', () => {
    expect(readHosts(source).format).toBe(expected.kind);
  });
});
