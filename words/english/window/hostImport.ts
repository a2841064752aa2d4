// Of bringing hosts along from other tools: what is found on this computer, the dialog in which one looks
// and chooses, and what came of it.
import { count, grouped, listed } from '../count.ts';

const numberOf = (identities: number) =>
  identities === 1 ? '1 identity' : `${grouped(identities)} identities`;

/** `2 identities and 3 secrets`. */
const broughtLogins = (identities: number, secrets: number) =>
  listed([
    ...(identities > 0 ? [numberOf(identities)] : []),
    ...(secrets > 0 ? [count(secrets, 'secret')] : []),
  ]);

const start = {
  title: 'Bring your hosts',
  where: 'found on this computer',
  looking: 'Looking what is here…',
  look: 'Look and choose…',
  /** Read out, as there are several. */
  lookAt: (word: string, shown: string) => `Look and choose… ${word}, ${shown}`,
  others: 'electerm, Termius CSV, MobaXterm, SecureCRT, Ansible, JSON',
  file: 'Choose a file…',
  folder: 'Choose a folder…',
  promise: 'Nothing is added until you choose, and those files are never changed.',
  facts: (hosts: number, waiting: number, known: number) => {
    const here =
      known === 0 ? '' : known >= hosts ? ', all here already' : `, ${grouped(known)} here already`;
    const others =
      waiting === 0 ? '' : ` ${count(waiting, 'host')} of a kind that Bowline can’t open yet.`;
    return `${count(hosts, 'host')}${here}.${others}`;
  },
};

const source = {
  title: 'Import hosts',
  hint: 'Look at a file of another tool first; what of it becomes hosts here, you choose then.',
  found: 'Found on this computer',
  none: 'Nothing was found in the usual places.',
  other: 'Another file',
  drop: 'Or drop a file here, or paste its text.',
  dropped: 'Drop the file to look at it',
  pasted: 'Pasted text',
  reading: 'Reading…',
  notAFolder: 'A folder can’t be dropped here. Choose it instead.',
  cancel: 'Cancel',
};

const steps = {
  label: 'Steps',
  source: 'Source',
  preview: 'Preview',
  done: 'Done',
};

const does = {
  add: 'Add',
  merge: 'Merge',
  replace: 'Replace',
  skip: 'Skip',
};

const doesHint = {
  add: 'A new host',
  merge: 'Takes over what differs; what you changed here stays',
  replace: 'The host here becomes as it is there',
  skip: 'Nothing happens',
};

const groups = {
  left: { name: 'Something stays behind', hint: 'comes along, but not all of it' },
  here: { name: 'Already here', hint: 'brought before, or the same address and user' },
  new: { name: 'New', hint: '' },
  unusable: { name: 'Can’t be used', hint: 'as it stands in the file' },
  waiting: { name: 'Waiting for their kind', hint: 'Bowline can’t open such hosts yet' },
  rest: { name: 'Also left in the file', hint: 'belongs to no host' },
};

const table = {
  label: 'Hosts found',
  find: (hosts: number) => `Find in ${grouped(hosts)}`,
  none: (typed: string) => `No host here matches “${typed}”.`,
  noHosts: 'No host is in there.',
  columns: {
    taken: 'Taken',
    name: 'Name',
    address: 'Address',
    user: 'User',
    does: 'What happens',
    remarks: 'Remarks',
  },
  all: 'All that are shown',
  /** What a group's box takes or leaves out. */
  group: (name: string, hosts: number) => `${name}, ${count(hosts, 'host')}`,
  keys: 'Arrows go through the hosts, Space takes one or leaves it out, Enter changes what happens.',
  change: (name: string) => `What happens with ${name}`,
  /** Read out: what happens now, and with which host. */
  changeNow: (does: string, name: string) => `${does}: ${name}`,
  changeMany: (hosts: number) => `What happens with ${count(hosts, 'host')}`,
  hosts: 'Hosts',
  details: 'Details',
  view: 'What is shown',
};

const remarks = {
  more: (others: number) => ` (+${grouped(others)})`,
  left: (what: string, why: string) => (what === '' ? why : `${what}: ${why}`),
  same: 'nothing differs',
  differs: (fields: readonly string[]) =>
    fields.length === 1
      ? `1 field differs: ${fields.join('')}`
      : `${fields.length} fields differ: ${fields.join(', ')}`,
  through: (hosts: string) => `Through ${hosts}`,
  tunnels: (tunnels: number) =>
    `${count(tunnels, 'tunnel')} ${tunnels === 1 ? 'comes' : 'come'} along`,
  both: (one: string, other: string) => `${one}; ${other}`,
};

const side = {
  label: 'About what is chosen',
  lines: (file: string, first: number, last: number) =>
    first === last ? `${file}, line ${first}` : `${file}, lines ${first}–${last}`,
  inFile: 'As it stands in the file',
  staysLines: (first: number, last: number) =>
    first === last
      ? `Line ${first} stays in the file.`
      : `Lines ${first}–${last} stay in the file.`,
  stays: 'Not all of it comes along.',
  lost: 'What is marked isn’t in force in the host here.',
  moreLeft: (others: number) => `And ${grouped(others)} more like these.`,
  tunnels: (tunnels: number) =>
    `${count(tunnels, 'tunnel')} ${tunnels === 1 ? 'comes' : 'come'} along.`,
  through: (hosts: string) => `It goes through ${hosts}.`,
  here: (name: string, origin: boolean) =>
    origin
      ? `It was brought from there before, and is “${name}” here.`
      : `The host “${name}” has the same address, port and user.`,
  same: 'Nothing differs.',
  field: 'Field',
  isHere: 'Here',
  isThere: 'In the file',
  changedHere: 'changed here, so merging leaves it',
  nothing: 'empty',
  folder: 'Goes into folder',
  asThere: 'As in the file',
  asThereIn: (path: string) =>
    path === '' ? 'As in the file: no folder' : `As in the file: ${path}`,
  mixed: 'Different folders',
  top: 'No folder',
  into: 'All of it into',
  path: (names: readonly string[]) => names.join(' / '),
  tags: 'Tags',
  addTag: 'Add…',
  many: (hosts: number) => count(hosts, 'host'),
  manyHint: 'What you choose here holds for all of them.',
  names: {
    name: 'Name',
    folder: 'Folder',
    tags: 'Tags',
    notes: 'Notes',
    color: 'Colour',
    kind: 'Kind',
  } as Readonly<Record<string, string>>,
};

const foot = {
  /** What stands before the sentence, and stands out. */
  taken: (taken: number) => grouped(taken),
  sums: (of: number, parts: readonly string[]) => ` of ${grouped(of)}: ${parts.join(', ')}.`,
  add: (hosts: number) => `add ${grouped(hosts)}`,
  merge: (hosts: number) => `merge ${grouped(hosts)}`,
  replace: (hosts: number) => `replace ${grouped(hosts)}`,
  skip: (hosts: number) => `skip ${grouped(hosts)}`,
  promise: 'Nothing you have is overwritten without a choice here; one undo takes it all back.',
  none: 'Nothing is chosen.',
  loginsAlone: ({ identities, secrets }: { identities: number; secrets: number }) =>
    `No host is taken. The logins come alone: ${broughtLogins(identities, secrets)}.`,
  importLogins: 'Import the logins',
  back: 'Back',
  import: (hosts: number) => (hosts === 0 ? 'Import' : `Import ${grouped(hosts)}`),
  progress: (done: number, of: number) => `${grouped(done)} of ${grouped(of)} hosts`,
  working: 'Importing. It is all of it or nothing.',
  discard: 'What you chose here is lost.',
};

const schemes = {
  found: (schemes: number) =>
    `${count(schemes, 'colour scheme')} ${schemes === 1 ? 'is' : 'are'} in there, too.`,
  import: 'Import them…',
  imported: (schemes: number) =>
    `${count(schemes, 'colour scheme')} ${schemes === 1 ? 'stands' : 'stand'} in Settings, Appearance.`,
  notImported: 'The colour schemes could not be imported',
};

const sealed = {
  hint: 'Secrets in this file are sealed under a passphrase. Without it they stay there.',
  label: 'Passphrase of the file',
  open: 'Open the secrets',
};

interface Logins {
  passwords: number;
  passphrases: number;
  pins: number;
  stay: number;
}

const logins = {
  label: 'Logins in this file',
  /** '' where no secret comes along. */
  sums: ({ passwords, passphrases, pins, stay }: Logins) => {
    const parts = [
      passwords > 0 && count(passwords, 'password'),
      passphrases > 0 && `${count(passphrases, 'passphrase')} of keys`,
      pins > 0 && `${count(pins, 'PIN')} of tokens`,
    ].filter((part) => part !== false);
    if (parts.length === 0) return '';
    const stays =
      stay === 0
        ? ''
        : ` For ${grouped(stay)} of them one is kept here already, and stays as it is.`;
    return `In the file: ${listed(parts)}.${stays}`;
  },
  identity: (name: string, user: string) => (user === '' ? name : `${name} (${user})`),
  /** `here`: one that is here, the very same or one that is only called so. */
  becomes: (
    does: 'add' | 'here',
    here: { name: string; user: string; by: 'id' | 'name' } | null,
  ) => {
    if (!here) return 'is added to your identities';
    const whose = here.user === '' ? '' : ` (${here.user})`;
    if (does === 'here')
      return `the one here, “${here.name}”${whose}, is used with all that it has`;
    return 'is added under another name, and the one here stays as it is';
  },
  does: { add: 'Keep both', here: 'Use the one here' },
  choose: (name: string) => `What becomes of the identity ${name}`,
};

const told = {
  done: (added: number, changed: number) => {
    const parts = [
      ...(added > 0 || changed === 0 ? [`Added ${grouped(added)}`] : []),
      ...(changed > 0 ? [`${added > 0 ? 'changed' : 'Changed'} ${grouped(changed)}`] : []),
    ];
    return `${listed(parts).replace(' and ', ', ')} ${(changed || added) === 1 ? 'host' : 'hosts'}.`;
  },
  /** No host was added or changed. */
  logins: (identities: number, secrets: number) => `Brought ${broughtLogins(identities, secrets)}.`,
  undone: 'The import is taken back.',
  notUndone: 'The import could not be taken back',
};

export const hostImport = {
  title: (shown: string) => `Import from ${shown}`,
  start,
  source,
  steps,
  does,
  doesHint,
  groups,
  table,
  remarks,
  side,
  foot,
  schemes,
  sealed,
  logins,
  told,
};
