// What a tab is told of a login through ssh, however it was found out.
import type { ShellState } from '../shell.ts';

export const ONLINE: Partial<ShellState> = { state: 'online', message: 'Connected.', hint: '' };

export const WAITING: Partial<ShellState> = {
  state: 'authenticating',
  message: 'Waiting for your answer in the terminal.',
};
