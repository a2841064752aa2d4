// Which program is in the foreground, as macOS tells it: by a name, from a module that takes the
// descriptor alone (`PtyGetProc` in node-pty's src/unix/pty.cc).
import { describe, expect, it } from 'vitest';
import { processName } from '../../../core/pty/nodePty.ts';
import { othersName } from '../../../core/pty/othersName.ts';

/** node-pty's `process` as it is compiled for macOS, and for other systems. */
function moduleFor(system: 'macOS' | 'others', name: string | undefined) {
  const expected = system === 'macOS' ? 1 : 2;
  return {
    process: (...args: unknown[]) => {
      if (args.length !== expected) throw new Error('Usage: pty.process');
      return name;
    },
  };
}

describe('the name of what is in the foreground', () => {
  it('is asked of macOS’s module with the descriptor alone', () =>
    expect(processName(7, '/dev/ttys001', 'darwin', moduleFor('macOS', 'vim'))).toBe('vim'));

  it('is asked of others’ with the terminal, too', () =>
    expect(processName(7, '/dev/pts/1', 'freebsd', moduleFor('others', 'vim'))).toBe('vim'));

  it('is empty where nobody knows', () =>
    expect(processName(7, '/dev/ttys001', 'darwin', moduleFor('macOS', undefined))).toBe(''));
});

describe('a terminal’s own program is no other', () => {
  it.each([
    ['zsh', 'zsh', ''],
    ['vim', 'zsh', 'vim'],
    ['', 'zsh', ''],
    ['kernel_task', 'zsh', ''], // no process group is in front
    ['a-shell-with-a-l', 'a-shell-with-a-long-name', ''],
    ['bash', 'sh', ''],
    ['zsh', 'sh', ''],
    ['vim', 'sh', 'vim'],
    ['bash', 'zsh', 'bash'],
  ])('%s in a terminal of %s', (name, own, others) => expect(othersName(name, own)).toBe(others));
});
