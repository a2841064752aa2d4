// What a tab is told of a login through ssh, however it was found out.
import type { ShellState } from '../shell.ts';
import { say } from '../../words/said.ts';

export const ONLINE: Partial<ShellState> = {
  state: 'online',
  message: say('connected'),
  hint: null,
};

export const WAITING: Partial<ShellState> = {
  state: 'authenticating',
  message: say('answer-awaited'),
};
