// What only a shell in a terminal has: others who watch it, and a size.
import { ChannelError } from '../../core/wire/errors.ts';
import type { HostedShell } from '../shells/hostedShell.ts';

/** The same shell. Throws `ChannelError` no-terminal of a program that runs without one. */
export function terminalOf(shell: HostedShell): HostedShell {
  if (!shell.pipes) return shell;
  const text = 'This program runs without a terminal, so nobody can watch it or take it over.';
  throw new ChannelError('no-terminal', text);
}
