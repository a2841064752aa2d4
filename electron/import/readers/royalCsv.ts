// CSV as the scripts read and write it that come with Royal TS: with headings, or in one of two fixed
// orders without any.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import type { Table } from '../plain.ts';
import { delimiterOf, rowsOf, type Row } from '../rows.ts';
import { wholeRows } from './wholeRows.ts';
import { readRoyalEntries } from './royalEntries.ts';
import { foldersOf } from '../serverText.ts';
import { tellRoyalSecrets } from './royalRest.ts';
import { nameOf } from './royalTree.ts';

/** What it calls the protocols, and the types of its JSON. */
const PROTOCOLS: Readonly<Record<string, Table | undefined>> = {
  ssh: { Type: 'TerminalConnection', TerminalConnectionType: 'SSH' },
  telnet: { Type: 'TerminalConnection', TerminalConnectionType: 'Telnet' },
  serial: { Type: 'TerminalConnection', TerminalConnectionType: 'SerialPort' },
  sftp: { Type: 'FileTransferConnection', FileTransferConnectionType: 'SFTP' },
  scp: { Type: 'FileTransferConnection', FileTransferConnectionType: 'SCP' },
};
const OTHERS = [
  'rdp',
  'rds',
  'vnc',
  'web',
  'http',
  'https',
  'ftp',
  'teamviewer',
  'vmware',
  'hyper-v',
];
/** Without headings: which column says the protocol, and how many columns there are. */
const LAYOUTS = [
  {
    names: ['Name', 'Protocol', 'ComputerName', 'Description', 'Username', 'Password'],
    protocol: 1,
  },
  {
    names: ['Name', 'ComputerName', 'MACAddress', 'URL', 'Protocol', 'Port', 'Path'],
    protocol: 4,
  },
] as const;
const HEADINGS: Readonly<Record<string, string | undefined>> = {
  ...{ name: 'Name', protocol: 'Protocol', type: 'Protocol', computername: 'ComputerName' },
  ...{ description: 'Description', username: 'Username', password: 'Password', port: 'Port' },
  ...{ path: 'Path', folder: 'Path', keyfilepath: 'KeyFilePath', notes: 'Notes' },
};
/** Beside `Name` and `ComputerName`. */
const EITHER = ['protocol', 'terminaltype', 'username', 'password'];
const LOOKED_AT_ROWS = 20;

export function isRoyalCsv(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/, LOOKED_AT_ROWS).filter((line) => line.trim() !== '');
  if (lines.length === 0 || !/[;,\t]/.test(lines[0]!)) return false;
  const names = lines[0]!.split(/[;,\t]/).map(headingOf);
  if (['name', 'computername'].every((one) => names.includes(one))) {
    return EITHER.some((one) => names.includes(one));
  }
  return layoutOf(text) !== undefined;
}

export function readRoyalCsv(text: string, found: Collected): void {
  const layout = layoutOf(text);
  const rows = wholeRows(text, layout ? ';' : delimiterOf(text), found);
  if (layout) found.tell('file', 'no header row', say('import-columns-taken'));
  const names = layout?.names ?? rows.shift()?.values.map(columnOf) ?? [];
  const objects = rows.map((row) => objectOf(names, row));
  const opened = objects.filter((object) => 'Type' in object);
  tellOthers(
    objects.filter((object) => !('Type' in object)),
    found,
  );
  readRoyalEntries(opened.map(entryOf), found);
}

/** The order of the columns, where the first rows all have a protocol in the right one. */
function layoutOf(text: string): (typeof LAYOUTS)[number] | undefined {
  const rows = firstRows(text);
  return LAYOUTS.find(({ names, protocol }) => {
    const most = names.length;
    const fits = ({ values }: Row): boolean =>
      values.length <= most && values.length >= most - 1 && isProtocol(values[protocol]);
    return rows.length > 0 && rows.every(fits);
  });
}

/** Whole rows only: the last that is looked at may be cut off. */
function firstRows(text: string): Row[] {
  try {
    return rowsOf(text.split(/\r\n|\n|\r/, LOOKED_AT_ROWS).join('\n'), ';');
  } catch {
    return [];
  }
}

function isProtocol(value = ''): boolean {
  const name = value.toLowerCase();
  return Object.hasOwn(PROTOCOLS, name) || OTHERS.includes(name);
}

function headingOf(name: string): string {
  return name.replace(/["\s]/g, '').toLowerCase();
}

function columnOf(name: string): string {
  const heading = headingOf(name);
  return Object.hasOwn(HEADINGS, heading) ? HEADINGS[heading]! : name;
}

/** As its JSON has it; without a type where Bowline doesn't open it. SSH is what its script takes. */
function objectOf(names: readonly string[], { values }: Row): Table {
  const cells = names.map((name, at) => [name, values[at] ?? ''] as const);
  const { Protocol: protocol = 'SSH', ...object } = Object.fromEntries(
    cells.filter(([, value]) => value !== ''),
  );
  const kind = protocol.toLowerCase();
  const type = Object.hasOwn(PROTOCOLS, kind) ? PROTOCOLS[kind] : { Protocol: protocol };
  return { ...object, ...type };
}

function entryOf(object: Table) {
  const path = foldersOf(String(object['Path'] ?? ''), /[/\\]/);
  return { object, folders: [], path };
}

/** All at once, as in a table they are many of a kind. */
function tellOthers(objects: readonly Table[], found: Collected): void {
  if (objects.length === 0) return;
  for (const object of objects) tellRoyalSecrets(nameOf(object), object, found);
  const names = objects.map(nameOf);
  const protocols = new Set(objects.map((object) => String(object['Protocol'])));
  found.tell(names.join(', '), [...protocols].join(', '), say('import-no-kind-yet'));
}
