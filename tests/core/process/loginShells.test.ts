// Which programs are asked for a login shell.
import { describe, expect, it } from 'vitest';
import { takesLogin } from '../../../core/process/loginShells.ts';

describe('a login shell', () => {
  it.each(['/bin/zsh', '/opt/homebrew/bin/fish', 'bash', '/bin/tcsh', '/usr/local/bin/pwsh'])(
    'is what %s becomes',
    (file) => expect(takesLogin(file)).toBe(true),
  );

  it.each(['/usr/bin/python3', '/usr/bin/tmux', 'elvish', '/bin/ls', '/bin/bashful', ''])(
    'is nothing to %s',
    (file) => expect(takesLogin(file)).toBe(false),
  );
});
