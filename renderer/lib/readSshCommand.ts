// A command line of ssh, as OpenSSH's getopt would part it. Nothing of it is run: what would start a
// program here is kept apart, and what has no place in a host is named.
import { AS_KEY, AS_OPTION, harmlessOption, isCareful, runsPrograms } from './sshOptions.ts';
import { shellWords } from './shellWords.ts';
import { NO_TARGET, type SshTarget, type Typed } from './sshTarget.ts';
import { checked, isPort, ofUrl, refused } from './targetPlace.ts';

/** Flags that may be left out without a word: they say how to run, and not where. */
const QUIET = /^[anqTtvxk]$/;
const WITH_VALUE = 'BbcDEeFIiJLlmOoPpQRSWw';

/** Reads `ssh -p 7822 -J bastion -i key -l user host`; variables before it are named as left out. */
export function readSshCommand(text: string): Typed {
  const all = shellWords(text);
  if (!all) return refused('quote', text.slice(0, 80));
  const at = all.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const found: Found = {
    ...{ target: { ...NO_TARGET }, careful: [], runs: [] },
    left: all.slice(0, at),
    words: all.slice(at + 1),
  };
  while (found.words.length > 0 && found.target.address === '') {
    const why = takeWord(found);
    if (why) return why;
  }
  // After the address ssh takes options still; then a command begins, which isn't taken.
  while (found.words[0]?.startsWith('-') && found.words[0] !== '--') {
    const why = takeWord(found);
    if (why) return why;
  }
  if (found.words.length > 0) found.left.push(found.words.join(' '));
  const { target, careful, runs } = found;
  // What can't be seen could pretend to be something else.
  const left = found.left.map((part) => part.replace(/\p{C}/gu, ' '));
  return checked(target, { careful, runs, left }, true);
}

interface Found {
  target: SshTarget;
  careful: string[];
  runs: string[];
  left: string[];
  /** What wasn't read yet. */
  words: string[];
}

function takeWord(found: Found): Typed | null {
  const word = found.words.shift()!;
  if (word === '--') return takeAddress(found, found.words.shift() ?? '');
  if (!word.startsWith('-') || word === '-') return takeAddress(found, word);
  return takeFlags(found, word.slice(1));
}

function takeAddress(found: Found, word: string): Typed | null {
  const read = /^ssh:\/\//i.test(word) ? ofUrl(word) : null;
  if (read && read.kind !== 'ssh') return read;
  // As ssh has it: no port behind the address, which may be IPv6.
  const at = word.lastIndexOf('@');
  const [user, address] = at < 0 ? ['', word] : [word.slice(0, at), word.slice(at + 1)];
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  const { user: named, port } = found.target;
  const target = read?.target ?? { ...NO_TARGET, user, address: bare };
  Object.assign(found.target, {
    address: target.address,
    user: named || target.user,
    port: port || target.port,
  });
  return target.address.startsWith('-') ? refused('dash', target.address) : null;
}

/** Several flags may stand together, the last one with its value in the same word or the next. */
function takeFlags(found: Found, flags: string): Typed | null {
  for (const [at, flag] of [...flags].entries()) {
    if (!WITH_VALUE.includes(flag)) {
      takeFlag(found, flag);
      continue;
    }
    const rest = [...flags].slice(at + 1).join('');
    const value = rest === '' ? (found.words.shift() ?? '') : rest;
    return takeValue(found, flag, value);
  }
  return null;
}

function takeFlag(found: Found, flag: string): void {
  const option = Object.hasOwn(AS_OPTION, flag) ? AS_OPTION[flag] : undefined;
  if (option !== undefined) addOption(found, option, `-${flag}`);
  else if (!QUIET.test(flag)) found.left.push(`-${flag}`);
}

function takeValue(found: Found, flag: string, value: string): Typed | null {
  const { target } = found;
  if (flag === 'p') {
    if (!isPort(value)) return refused('port', value);
    target.port = String(Number(value));
  } else if (flag === 'l') target.user = value;
  else if (flag === 'i' && isPath(value)) target.identityFile = value;
  else if (flag === 'J' && isHops(value)) target.jumpHost = value.replace(/\s*,\s*/g, ',');
  else if (flag === 'o') return takeOption(found, value);
  else if (Object.hasOwn(AS_KEY, flag)) {
    addOption(found, `${AS_KEY[flag]}=${value}`, `-${flag} ${value}`);
  } else found.left.push(`-${flag} ${value}`.trim());
  return null;
}

const isPath = (value: string): boolean => value !== '' && !/^-|\p{C}/u.test(value);
const isHops = (value: string): boolean =>
  /^[\w.@:[\]%-]+(\s*,\s*[\w.@:[\]%-]+)*$/.test(value) && !/(^|[,@])\s*-/.test(value);

/** Options that have a field, by their names in lower case. */
const AS_FLAG: Readonly<Record<string, string>> = {
  ...{ port: 'p', user: 'l', identityfile: 'i', proxyjump: 'J' },
};

function takeOption(found: Found, text: string): Typed | null {
  const [, key = '', value = ''] = /^\s*([A-Za-z0-9]+)\s*[=\s]\s*(.*)$/s.exec(text) ?? [];
  const lower = key.toLowerCase();
  if (Object.hasOwn(AS_FLAG, lower)) return takeValue(found, AS_FLAG[lower]!, value);
  addOption(found, `${key}=${value}`, `-o ${text}`);
  return null;
}

/** @param written as it stands on the command line */
function addOption(found: Found, option: string, written: string): void {
  const { target, careful, runs, left } = found;
  const [key = '', value = ''] = [/^[^=]*/.exec(option)?.[0], option.replace(/^[^=]*=/, '')];
  const harmless = harmlessOption(key);
  if (value.trim() === '' || /\p{C}/u.test(value) || !(harmless || isCareful(key))) {
    left.push(written.trim());
  } else if (harmless) target.options = withLine(target.options, `${harmless}=${value}`);
  else if (!careful.includes(option)) {
    careful.push(option);
    if (runsPrograms(key)) runs.push(key);
  }
}

function withLine(options: string, line: string): string {
  const lines = options === '' ? [] : options.split('\n');
  return lines.includes(line) ? options : [...lines, line].join('\n');
}
