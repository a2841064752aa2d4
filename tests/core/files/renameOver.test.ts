// A file that takes another's place where Windows says that somebody has it open.
import { describe, expect, it } from 'vitest';
import { renameOver } from '../../../core/files/renameOver.ts';

function renamed(platform: NodeJS.Platform, code: string, failures: number) {
  let [tries, waited] = [0, 0];
  const rename = (): void => {
    if (++tries <= failures) throw Object.assign(new Error(code), { code });
  };
  const run = (): void => renameOver('a', 'b', { platform, rename, wait: (ms) => (waited += ms) });
  return { run, tries: () => tries, waited: () => waited };
}

describe('one file in the place of another', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on Windows after %s', (code) => {
    const { run, tries } = renamed('win32', code, 5);
    run();
    expect(tries()).toBe(6);
  });

  it('fails with the system’s words when that goes on for more than a second', () => {
    const { run, waited } = renamed('win32', 'EBUSY', Infinity);
    expect(run).toThrow('EBUSY');
    expect(waited()).toBe(1_200);
  });

  it.each([
    ['win32', 'ENOSPC'],
    ['linux', 'EACCES'],
    ['darwin', 'EPERM'],
  ] as const)('fails at once on %s after %s', (platform, code) => {
    const { run, tries } = renamed(platform, code, 1);
    expect(run).toThrow(code);
    expect(tries()).toBe(1);
  });
});
