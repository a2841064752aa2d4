// Of the status line, and of a shell's state wherever it is shown.
import { count } from '../count.ts';
import { bytes, milliseconds } from '../quantities.ts';

const states = {
  connecting: 'Connecting',
  authenticating: 'Authenticating',
  online: 'Online',
  lagging: 'Lagging',
  reconnecting: 'Reconnecting',
  closed: 'Closed',
  failed: 'Failed',
};

export const status = {
  states,
  /** After the name of what is in this state, as it is read out. */
  heard: (state: keyof typeof states) => states[state].toLowerCase(),

  label: 'Connection',
  details: (keys: string) => `Connection details (${keys})`,
  none: 'No shell is open',
  savedHosts: (hosts: number) => count(hosts, 'saved host'),
  size: (cols: number, rows: number, theirs: boolean) =>
    `${cols} × ${rows}${theirs ? ', the shell’s own size' : ''}`,
  recovered: (message: string) => `No longer slow. ${message}`,
  pending: (amount: number, answering: boolean) =>
    `${bytes(amount)} typed, ${answering ? 'not yet received' : 'waiting'}`,

  figures: {
    exitCode: (code: number) => `exit code ${code}`,
    endedBy: (signal: string) => `ended by ${signal}`,
    roundTrip: (ms: number) => `round trip ${milliseconds(ms)}`,
    echo: (ms: number) => `echo ${milliseconds(ms)}`,
    panes: (some: number, all: number, state: keyof typeof states) =>
      `${some} of ${all} panes ${states[state].toLowerCase()}`,
    keptOn: (host: string) => `kept alive on ${host}`,
  },

  /** A few letters; some of them stand among the figures, too. */
  badge: {
    opening: '…',
    slow: 'slow',
    slowBy: (ms: number) => `slow, ${milliseconds(ms)}`,
    silent: (ms: number) => `silent, ${Math.floor(ms / 1000)} s`,
    notTaken: (amount: number) => `${bytes(amount)} not taken`,
    behind: (amount: number) => `${bytes(amount)} behind`,
    skipped: (amount: number) => `${bytes(amount)} skipped`,
    retrying: 'retrying',
    exit: (code: number) => `exit ${code}`,
    closed: 'closed',
    failed: 'failed',
  },
};
