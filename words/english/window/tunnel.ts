// Of one tunnel: its row in the list, and its form.
import { count } from '../count.ts';

const row = {
  remove: 'Remove',
  removeTitle: 'Remove (Del)',
  removeIt: (name: string) => `Remove ${name}`,
  removeLabel: (name: string) => `Remove “${name}”?`,
  /** `cut`: open connections that it would cut. */
  removeQuestion: (cut: number) =>
    cut > 0 ? `Remove it and cut ${count(cut, 'connection')}?` : 'Remove it?',
  keep: 'Keep',
  now: (name: string) => `${name} now`,
  openQuestion: (page: string) => `Open ${page} in your browser?`,
  cancel: 'Cancel',
  open: 'Open',
  openTitle: 'Open in browser',
  openIt: (name: string) => `Open ${name} in browser`,
  start: 'Start',
  stop: 'Stop',
  copyTitle: 'Copy address',
  copyIt: (name: string) => `Copy address of ${name}`,
  copied: 'Copied',
  copiedIt: (address: string) => `${address} copied`,
  editTitle: 'Edit (F2)',
  editIt: (name: string) => `Edit ${name}`,
  /** Each begins the sentence of a notice. */
  failed: {
    start: (name: string) => `${name} could not be started`,
    stop: (name: string) => `${name} could not be stopped`,
    copy: (name: string) => `${name} could not be copied`,
    remove: (name: string) => `${name} could not be removed`,
    open: (name: string) => `${name} could not be opened`,
  },
};

const form = {
  titleNew: (host: string) => `Add tunnel · ${host}`,
  title: (host: string) => `Edit tunnel · ${host}`,
  starting: 'Starting…',
  cuts: (connections: number) => `Saving cuts ${count(connections, 'open connection')}.`,
  toList: 'To the list',
  cancel: 'Cancel',
  save: 'Save',
  saveAndStart: 'Save and start',
};

const fields = {
  kind: 'Kind',
  name: 'Name',
  nameHint: 'May be left empty: it is then called by where it leads.',
  listenThere: (host: string) => `Listen on ${host} at`,
  listenHere: 'Listen here at',
  listenHint: '127.0.0.1 for programs of that machine only. A path makes a socket.',
  listenPort: 'Listening port',
  listenPortHint: '0 takes a free one.',
  shared: 'Other machines may connect',
  sharedIf: 'if its server allows it (GatewayPorts)',
  target: 'Leads to',
  targetThere: 'As this computer sees it.',
  targetHere: (host: string) => `As ${host} sees it: localhost is ${host} itself.`,
  targetPort: 'Target port',
  user: 'User',
  userHint: 'Empty: whoever can connect may use it.',
  password: 'Password',
  passwordKept: 'One is saved. Type a new one to replace it.',
  /** Begins the sentence that says where it is kept. */
  thePassword: 'The password',
  autostart: (host: string) => `Start with the first shell on ${host}`,
};

export const tunnel = { row, form, fields };
