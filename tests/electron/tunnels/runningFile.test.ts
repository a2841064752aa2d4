// Which tunnels run, on the disk, also after a write that failed.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunningFile } from '../../../electron/tunnels/runningFile.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

it('what could not be written is written as soon as it can be', () => {
  const folder = join(temporaryDirectory(), 'data');
  writeFileSync(folder, 'in the way');
  const file = new RunningFile(join(folder, 'tunnels.json'));
  expect(() => file.write(['a'])).toThrow();
  rmSync(folder);
  file.write(['a']);
  expect(file.read(new Date())).toEqual({ running: ['a'], notice: null });
});
