// Of tabs: what one says by itself in its terminal, what can't be done with one, and which were not
// opened again. Of the shells that run on a host, too.
import { bytes } from '../quantities.ts';

export const tabs = {
  'earlier-ended-with-app': 'The earlier shell ended with the app. This is a new one.',
  'earlier-ended-when-closed': 'The earlier shell ended when it was closed. This is a new one.',
  'new-connection-begins': 'A new connection begins here.',
  'connected-anew':
    'Connected again. This is a new shell; the earlier one ended with the connection.',
  'input-not-read': 'The program is not reading its input. What you type now is lost.',
  'input-too-much': 'That was too much to type at once. Nothing of it was typed.',
  'input-not-understood':
    'The window sent something that a shell doesn’t understand. It was ignored.',
  'earlier-not-shown': 'Earlier output is not shown.',
  'output-skipped': ({ skipped }: { skipped: number }) =>
    `${bytes(skipped)} of output skipped here. What follows is complete.`,

  'another-window-shows': 'Another window shows this shell now.',
  'shell-closed-meanwhile': 'This shell has been closed meanwhile.',
  'too-many-shells': ({ most }: { most: number }) =>
    `More than ${most} shells can’t be open at once.`,
  'ends-with-its-tab': 'This shell can’t run on once it is closed.',
  'tabs-lost': ({ tabs: lost }: { tabs: number }) =>
    lost === 1
      ? 'A shell was not opened again, because its host has been deleted.'
      : `${lost} shells were not opened again, because their hosts have been deleted.`,
  'tabs-waiting': ({ tabs: waiting }: { tabs: number }) =>
    waiting === 1
      ? 'A shell was not opened, because its host can’t be used as stored. It comes back at the next start after that is mended.'
      : `${waiting} shells were not opened, because their hosts can’t be used as stored. They come back at the next start after that is mended.`,

  'layout-gone': 'That is not there any more.',
  'layout-twice': 'That is open already.',
  'layout-elsewhere': 'That is in another window now.',
  'layout-last-window': 'This is the last window. To close it, quit Bowline.',
  'layout-not-reopened': 'That can’t be opened again any more.',
  'layout-partly-reopened':
    'Some of it was not opened again: its host has been deleted, or can’t be used as stored.',
  'layout-too-many-panes': ({ most }: { most: number }) =>
    `A tab has room for ${most} panes. Open another tab.`,
  'layout-too-many-windows': ({ most }: { most: number }) =>
    `More than ${most} windows can’t be open at once. Use one of those that are.`,

  'list-not-understood': 'The agent gave an answer that Bowline doesn’t understand.',
  'no-agent-keeps': ({ host }: { host: string }) =>
    `No agent keeps the shells of “${host}” running.`,
  'agent-silent': 'The agent did not answer in time. Check your network, then try again.',
  'agent-refused': ({ why }: { why: string }) => `The agent refused: ${why}`,

  'shell-not-connected': 'The shell isn’t connected now. Try again when it is back.',
  'chat-not-sent': 'Not sent: there is no connection.',
  'chat-perhaps-sent':
    'It isn’t known whether this was sent: the connection was lost. Sent again, it still appears once.',
};
