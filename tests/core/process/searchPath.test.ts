// Where a program is looked for and what the search path is called, on each system, from any.
import { describe, expect, it } from 'vitest';
import { programPlaces, variable, withVariables } from '../../../core/process/searchPath.ts';

describe('a variable', () => {
  it('is found on Windows however it is spelt', () => {
    expect(variable({ Path: 'C:\\Windows' }, 'PATH', 'win32')).toBe('C:\\Windows');
    expect(variable({ PATH: 'C:\\Windows' }, 'Path', 'win32')).toBe('C:\\Windows');
    expect(variable({ Other: '1' }, 'PATH', 'win32')).toBeUndefined();
  });

  it('is another one elsewhere when it is spelt otherwise', () => {
    expect(variable({ Path: '/a', PATH: '/b' }, 'PATH', 'linux')).toBe('/b');
    expect(variable({ Path: '/a' }, 'PATH', 'darwin')).toBeUndefined();
  });

  it('takes the place of its like, so that a program never gets two of a name', () => {
    const env = { Path: 'C:\\Windows', term: 'dumb' };
    const added = { TERM: 'xterm-256color', PATH: 'D:\\', NEW: '1' };
    const merged = { Path: 'D:\\', term: 'xterm-256color', NEW: '1' };
    expect(withVariables(env, added, 'win32')).toEqual(merged);
    expect(withVariables(env, added, 'linux')).toEqual({ ...env, ...added });
    expect(env).toEqual({ Path: 'C:\\Windows', term: 'dumb' });
  });
});

describe('a program', () => {
  it('is looked for in each folder under its name', () => {
    expect(programPlaces('ssh', '/usr/bin:bin::/bin', 'linux')).toEqual([
      '/usr/bin/ssh',
      '/bin/ssh',
    ]);
  });

  it('is looked for on Windows with each ending, before the next folder', () => {
    expect(programPlaces('ssh', 'C:\\a;"C:\\b;c";rel;.', 'win32')).toEqual(
      ['C:\\a\\ssh', 'C:\\b;c\\ssh'].flatMap((file) =>
        ['.com', '.exe', '.bat', '.cmd'].map((ending) => file + ending),
      ),
    );
  });

  it('keeps the ending that its name has', () => {
    expect(programPlaces('cmd.EXE', 'C:\\a', 'win32')).toEqual(['C:\\a\\cmd.EXE']);
    expect(programPlaces('python3.11', 'C:\\a', 'win32')[1]).toBe('C:\\a\\python3.11.exe');
  });
});
