// Saved hosts as a table for spreadsheets: UTF-8 with a mark, without which Excel takes it for something
// else, and with every cell made harmless that it would take for a formula.
import { say } from '../../../words/said.ts';
import { guarded } from '../readers/csvCells.ts';
import { joinedPath, joinedTags } from '../readers/csvPaths.ts';
import type { ExportedText } from './exportedText.ts';
import type { PlainHost, PlainHosts } from './plainHost.ts';
import { proxyLeft } from './proxyLeft.ts';

const MARK = '\ufeff';
const LINE_END = '\r\n';

/** Headings that our own import reads; they are the same in every language. */
const COLUMNS: Readonly<Record<string, (host: PlainHost) => string>> = {
  Name: ({ name }) => name,
  Address: field('address'),
  Port: field('port'),
  User: field('user'),
  Folder: ({ folder }) => joinedPath(folder),
  Tags: ({ tags }) => joinedTags(tags),
  'Identity file': field('identityFile'),
  'Jump host': field('jumpHost'),
  Options: field('options'),
  Notes: ({ notes }) => notes,
};

/** Of hosts by ssh. */
export function csvText({ hosts }: PlainHosts): ExportedText {
  const [own, others] = [hosts.filter(isSsh), hosts.filter((host) => !isSsh(host))];
  const rows = own.map((host) => Object.values(COLUMNS).map((column) => column(host)));
  const lines = [Object.keys(COLUMNS), ...rows].map((row) => row.map(cell).join(','));
  return {
    text: `${MARK}${lines.join(LINE_END)}${LINE_END}`,
    unmapped: [
      ...others.map(({ name, kind }) => ({ where: name, what: kind, why: say('export-kind') })),
      ...own.flatMap(proxyLeft),
    ],
  };
}

function isSsh({ kind }: PlainHost): boolean {
  return kind === 'ssh';
}

function field(name: string): (host: PlainHost) => string {
  return ({ fields }) => fields[name] ?? '';
}

function cell(value: string): string {
  const text = guarded(value);
  return /[",;\t\r\n|]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text;
}
