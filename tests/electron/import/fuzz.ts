// Files that were cut off or in which a byte was changed: an error that is told, or a result.
import { expect } from 'vitest';
import type { FormatName } from '../../../electron/import/formats.ts';
import { FORMATS } from '../../../electron/import/formats.ts';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { ImportSource } from '../../../electron/import/source.ts';
import { PersonError } from '../../../electron/personError.ts';
import { eachSeed } from '../../support/random.ts';

export async function survives(text: string, format: FormatName, seeds = 150): Promise<void> {
  const whole = new TextEncoder().encode(text);
  await eachSeed(seeds, (random) => {
    const bytes = whole.slice(0, random.once(2) ? random.int(whole.length) : whole.length);
    for (let flips = random.int(4); flips > 0; flips--) {
      bytes[random.int(bytes.length || 1)] = random.int(256);
    }
    const place = { path: '/nowhere/f', sshFolder: '/nowhere' };
    const source = new ImportSource('f', [{ name: 'f', bytes }], place);
    expect(typeof FORMATS[format].recognises(source)).toBe('boolean');
    try {
      readHosts(source, format);
    } catch (error) {
      expect(error).toBeInstanceOf(PersonError);
    }
  });
}
