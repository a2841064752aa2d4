// Saved hosts as a configuration of OpenSSH (8.7 and newer read all of its quotes): ssh opens each of them
// by its name as Bowline does. What could break out of its line is left out.
import { cleanLine, cleanText } from '../../../core/text/clean.ts';
import { say } from '../../../words/said.ts';
import type { SavedTunnel } from '../../ipc/contract.ts';
import { optionLines } from '../../ssh/sshFields.ts';
import type { Unmapped } from '../found.ts';
import { portOf } from '../place.ts';
import type { ExportedText } from './exportedText.ts';
import { proxyLeft } from './proxyLeft.ts';
import type { PlainHost, PlainHosts } from './plainHost.ts';

const NAME_LENGTH = 200;
const NOTES_LENGTH = 10_000;
/** These begin a part of the file, or bring another file in. */
const NO_OPTION = /^(host|match|include)$/i;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** A line of a host: its text, or undefined where it can't be written; `what` names it then. */
interface Line {
  readonly what: string;
  readonly text: string | undefined;
}

export function sshConfigText({ hosts }: PlainHosts): ExportedText {
  const taken = new Set<string>();
  const unmapped: Unmapped[] = [];
  const blocks = hosts.flatMap((host) => {
    const left = (what: string, code: 'export-kind' | 'export-line'): void => {
      unmapped.push({ where: host.name, what, why: say(code) });
    };
    unmapped.push(...proxyLeft(host));
    if (host.kind === 'ssh') return [blockOf(host, aliasOf(host.name, taken), left)];
    left(host.kind, 'export-kind');
    return [];
  });
  return { text: blocks.join('\n'), unmapped };
}

/** A name by which ssh can be called; the real one stands above it. */
function aliasOf(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'host';
  let alias = plain;
  for (let count = 2; taken.has(alias.toLowerCase()); count++) alias = `${plain}-${count}`;
  taken.add(alias.toLowerCase());
  return alias;
}

type Leave = (what: string, code: 'export-line') => void;

function blockOf(host: PlainHost, alias: string, left: Leave): string {
  const lines = linesOf(host);
  for (const { what, text } of lines) if (text === undefined) left(what, 'export-line');
  const good = lines.flatMap(({ text }) => (text === undefined ? [] : [`    ${text}`]));
  return `${[...commentsOf(host, alias), `Host ${alias}`, ...good].join('\n')}\n`;
}

function commentsOf({ name, folder, tags, notes }: PlainHost, alias: string): string[] {
  const path = folder.map((one) => cleanLine(one, NAME_LENGTH)).join('/');
  return [
    ...(name === alias ? [] : [cleanLine(name, NAME_LENGTH)]),
    ...(path === '' ? [] : [`Folder: ${path}`]),
    ...(tags.length === 0 ? [] : [`Tags: ${cleanLine(tags.join(', '), NAME_LENGTH)}`]),
    ...(notes === '' ? [] : cleanText(notes, NOTES_LENGTH).split('\n')),
  ].map((line) => `# ${line}`.trimEnd());
}

/** Options come first, as they do when Bowline calls ssh: of several values it takes the first. */
function linesOf(host: PlainHost): Line[] {
  const field = (name: string): string => host.fields[name] ?? '';
  const filled = (keyword: string, value: string): Line[] =>
    value === '' ? [] : [{ what: `${keyword} ${value}`, text: directive(keyword, value) }];
  return [
    ...optionLines(field('options')).map(optionLine),
    ...filled('HostName', field('address').replaceAll('%', '%%')),
    ...filled('Port', field('port')),
    ...filled('User', field('user')),
    ...filled('IdentityFile', field('identityFile')),
    ...jumpLine(field('jumpHost')),
    ...host.tunnels.map(forwardLine),
  ];
}

function directive(keyword: string, value: string): string | undefined {
  return CONTROL.test(value) ? undefined : `${keyword} ${quoted(value)}`;
}

/** As ssh takes words apart: a first `=` is skipped, blanks and quotes need quotes, and a backslash only before a sign of its own. */
function quoted(value: string): string {
  const isPlain = !/^=|[\s"'#]|\\[\\ ]|\\$/.test(value) && value !== '';
  return isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** ssh reads it behind `-o` as it reads a line of its file. */
function optionLine(line: string): Line {
  const [keyword = ''] = line.split(/[\s=]/, 1);
  const isGood = /^[A-Za-z][A-Za-z0-9]*$/.test(keyword) && !NO_OPTION.test(keyword);
  return { what: line, text: isGood && !CONTROL.test(line) ? line : undefined };
}

/** ssh takes the rest of the line, quotes included. */
function jumpLine(hops: string): Line[] {
  if (hops === '') return [];
  const isGood = !CONTROL.test(hops) && !/[\s"'#]/.test(hops);
  return [{ what: `ProxyJump ${hops}`, text: isGood ? `ProxyJump ${hops}` : undefined }];
}

const KEYWORDS = { local: 'LocalForward', remote: 'RemoteForward', dynamic: 'DynamicForward' };

function forwardLine(tunnel: SavedTunnel): Line {
  const { kind, name, listenAddress, listenPort, targetAddress, targetPort } = tunnel;
  const ends = [
    place(listenAddress, listenPort, kind === 'remote'),
    ...(kind === 'dynamic' ? [] : [place(targetAddress, targetPort, false)]),
  ];
  const what = `${KEYWORDS[kind]} ${name || listenPort}`;
  const isGood = ends.every((end) => end !== undefined);
  return { what, text: isGood ? `${KEYWORDS[kind]} ${ends.join(' ')}` : undefined };
}

/** Undefined where ssh would refuse it: it picks a free port on the far side alone. */
function place(address: string, port: string, mayBeFree: boolean): string | undefined {
  if (CONTROL.test(address)) return undefined;
  if (address.startsWith('/')) return quoted(address);
  if (portOf(port) === undefined && !(mayBeFree && port === '0')) return undefined;
  if (/[\s"'#[\]]/.test(address)) return undefined;
  if (address === '') return port;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
