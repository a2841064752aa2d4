// A plain list of hosts, one a line: `user@host:port`, an address, a URL, a whole command of ssh or PuTTY.
import { isIP } from 'node:net';
import { say } from '../../../words/said.ts';
import { foundHost, secret, type Found, type FoundHost, type Unmapped } from '../found.ts';
import { IMPORT_HOSTS } from '../limits.ts';
import { placeOf, placeOfUrl, portOf } from '../place.ts';
import { Report } from '../report.ts';
import { shellWords } from '../shellWords.ts';
import { hostPart, sshLine, type SshLine } from '../sshLine.ts';
import { linesOf } from '../text.ts';
import { fieldOf } from './csvColumns.ts';

/** Programs whose command lines say where they connect to. */
const PROGRAM =
  /^(?:[$#>]\s+)?(?:(?:\S*[\\/])?(ssh|sftp|mosh|telnet|plink|putty|kitty)(?:\.exe)?|(sshpass)|(bowline:\/\/))(?=\s|$|(?<=\/\/))/i;
/** A host as a word: whatever else it may be, it is no setting and no sentence. */
const WORD =
  /^(?:[^\s@=,;|<>{}"'`#[\]()/]+@)?(?:[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*(?::\d{1,5})?|\[[0-9a-f:.%\w]+\](?::\d{1,5})?|[0-9a-f]*:[0-9a-f:.]+(?:%\w+)?)$/iu;

/** Whether most lines are hosts, and one of them can't be anything else. */
export function looksLikeList(text: string): boolean {
  const lines = linesOf(text.slice(0, 100_000)).map((line) => line.trim());
  const content = lines.filter((line) => line !== '' && !isComment(line)).slice(0, 500);
  const isHost = (line: string): boolean =>
    PROGRAM.test(line) || placeOfUrl(line) !== undefined || WORD.test(line);
  const isSure = (line: string): boolean =>
    PROGRAM.test(line) || /:\/\//.test(line) || /[@.]/.test(line) || isIP(line) > 0;
  const hosts = content.filter(isHost);
  return hosts.some(isSure) && hosts.length >= content.length * 0.8;
}

/** What is commented out, or a heading between hosts. */
function isComment(line: string): boolean {
  return /^(#|\/\/|;|--)/.test(line);
}

export function readList(text: string): Found {
  const hosts = new Map<string, FoundHost>();
  const report = new Report();
  const secrets: Unmapped[] = [];
  let isFirst = true;
  for (const [at, raw] of linesOf(text).entries()) {
    const [where, line] = [`line ${at + 1}`, raw.trim()];
    if (line === '') continue;
    if (isComment(line)) tellComment(line, where, report);
    else if (!isFirst || !['address', 'host', 'name'].includes(fieldOf(line) ?? '')) {
      const read = readLine(line);
      secrets.push(...read.secrets.map((what) => secret(where, what)));
      for (const what of read.left) report.add(where, what, say('import-ssh-argument'));
      if (read.host) addOnce(hosts, read.host, where, report);
      else if (read.secrets.length === 0)
        report.add(where, line.slice(0, 80), say('import-line-unread'));
      if (hosts.size > IMPORT_HOSTS) break; // whoever asked refuses it
    }
    isFirst = false;
  }
  return { hosts: [...hosts.values()], unmapped: [...secrets, ...report.unmapped] };
}

/** Only what would be a host if it weren't: a list is full of headings. */
function tellComment(line: string, where: string, report: Report): void {
  const bare = line.replace(/^(#|\/|;|-)+\s*/, '');
  const isHost = PROGRAM.test(bare) || (WORD.test(bare) && /[@.]|\d/.test(bare));
  if (isHost) report.add(where, line.slice(0, 80), say('import-commented-out'));
}

function addOnce(
  hosts: Map<string, FoundHost>,
  host: FoundHost,
  where: string,
  report: Report,
): void {
  const { name: _, ...what } = host;
  const key = JSON.stringify(what);
  if (hosts.has(key)) report.add(where, host.name, say('import-twice'));
  else hosts.set(key, host);
}

interface ReadLine {
  readonly host?: FoundHost;
  readonly secrets: readonly string[];
  readonly left: readonly string[];
}

const NOTHING: ReadLine = { secrets: [], left: [] };

function readLine(line: string): ReadLine {
  const program = PROGRAM.exec(line);
  if (program?.[3]) return { ...NOTHING, secrets: ['bowline://…'] }; // a pairing link is a key
  if (program) return ofCommand(line.replace(/^[$#>]\s+/, ''));
  const place = placeOfUrl(line) ?? (WORD.test(line) ? placeOf(line) : undefined);
  if (!place || place.address === '') return NOTHING;
  const { protocol, address, user, port = 22, hasPassword } = place;
  const host = foundHost({ name: address, protocol: bySsh(protocol), address, user, port });
  const left = place.port === undefined ? [line] : [];
  return { host, left, secrets: hasPassword ? [address] : [] };
}

/** `scp://` and the like lead to what ssh leads to. */
function bySsh(protocol: string): string {
  return ['scp', 'mosh'].includes(protocol) ? 'ssh' : protocol;
}

export function ofCommand(line: string): ReadLine {
  const words = shellWords(line);
  if (!words) return NOTHING;
  const at = words.findIndex((word) => programOf(word) !== 'sshpass' && programOf(word) !== '');
  const program = programOf(words[at] ?? '');
  const before = words.slice(0, Math.max(at, 0)).map(programOf);
  const secrets = before.includes('sshpass') ? ['sshpass'] : [];
  if (at < 0) return { ...NOTHING, secrets };
  const rest = words.slice(at + 1);
  if (program === 'telnet') return ofTelnet(rest);
  const isPutty = ['plink', 'putty', 'kitty'].includes(program);
  const parted = isPutty ? forSsh(rest) : { words: forProgram(program, rest), secrets: [] };
  const read = sshLine(parted.words);
  return { ...ofSsh(read), secrets: [...secrets, ...parted.secrets] };
}

function programOf(word: string): string {
  const name = word
    .split(/[\\/]/)
    .at(-1)!
    .toLowerCase()
    .replace(/\.exe$/, '');
  return ['ssh', 'sftp', 'mosh', 'telnet', 'plink', 'putty', 'kitty', 'sshpass'].includes(name)
    ? name
    : '';
}

function ofSsh(line: SshLine): ReadLine {
  const { address, port = 22, user = null, left } = line;
  if (address === undefined || address === '') return { ...NOTHING, left };
  const host = foundHost({ ...hostPart(line), name: address, address, port, user });
  return { host, left, secrets: line.hasPassword ? [address] : [] };
}

/** sftp has its port with a capital letter; mosh gives ssh's own arguments in one. */
function forProgram(program: string, words: readonly string[]): string[] {
  if (program === 'sftp') return words.map((word) => word.replace(/^-P/, '-p'));
  if (program !== 'mosh') return [...words];
  return words.flatMap((word) => {
    const ssh = /^--ssh=(.*)$/.exec(word);
    if (ssh) return (shellWords(ssh[1]!) ?? []).slice(1);
    return /^--./.test(word) ? [] : [word];
  });
}

/** PuTTY's words for what ssh has letters for; a password among them is left out. */
function forSsh(words: readonly string[]): { words: string[]; secrets: string[] } {
  const [done, secrets]: [string[], string[]] = [[], []];
  const rest = [...words].reverse();
  while (rest.length > 0) {
    const word = rest.pop()!;
    if (/^-(pw|pwfile|proxycmd|load|hostkey|sercfg)$/.test(word)) {
      rest.pop();
      secrets.push(...(word.startsWith('-pw') ? [word] : []));
    } else if (word === '-P') done.push('-p');
    else if (!/^-(ssh|batch|agent|noagent|2|1|no-antispoof)$/.test(word)) done.push(word);
  }
  return { words: done, secrets };
}

function ofTelnet(words: readonly string[]): ReadLine {
  const at = words.indexOf('-l');
  const user = at < 0 ? null : (words[at + 1] ?? null);
  const [address, port = '23'] = words.filter(
    (_, index) => at < 0 || (index !== at && index !== at + 1),
  );
  if (address === undefined || address.startsWith('-')) return NOTHING;
  const number = portOf(port);
  const host = foundHost({ name: address, protocol: 'telnet', address, user, port: number ?? 23 });
  return { host, secrets: [], left: number === undefined ? [port] : [] };
}
