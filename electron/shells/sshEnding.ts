// What ssh's last words mean, and what to do about it. ssh doesn't translate its messages,
// and gives exit code 255 for every failure of its own, so the words are all there is.
import { ConnectFailure, type ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import type { PtyExit } from '../../core/pty/pty.ts';
import { cleanLine } from '../../core/text/clean.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { ShellState } from '../shell.ts';
import { programEnded } from './programEnded.ts';

const SSH_FAILED = 255;

interface Ending {
  words: RegExp;
  kind: ConnectFailureKind;
  /** `found` is the match; `host` the name ssh was given. */
  message: (host: string, found: RegExpMatchArray) => string;
  hint: (host: string, found: RegExpMatchArray) => string;
}

/** Before the session was open. The first that matches counts. */
const WHILE_CONNECTING: readonly Ending[] = [
  {
    words: /HOST IDENTIFICATION HAS CHANGED(?:[^]*?(ssh-keygen [^\r\n]*-R [^\r\n]*))?/,
    kind: 'certificate-changed',
    message: (host) => `The host key of ${host} has changed. No connection was made.`,
    hint: (host, found) =>
      'Either the server was set up anew, or somebody is posing as it. Ask whoever runs it for ' +
      'the new fingerprint and compare it with the one above. Only if it is right, remove the ' +
      `old key with “${found[1] ?? `ssh-keygen -R '${host}'`}” and connect again.`,
  },
  {
    words: /Host key verification failed/,
    kind: 'certificate-untrusted',
    message: (host) => `The host key of ${host} was not accepted.`,
    hint: () => 'Connect again, compare the fingerprint, and answer “yes” if it is right.',
  },
  {
    words: /UNPROTECTED PRIVATE KEY FILE[^]*Permissions \S+ for '([^']*)'/,
    kind: 'wrong-token',
    message: () => 'ssh refused the identity file, because other users can read it.',
    hint: (_, found) => `Close it to others with “chmod 600 ${found[1]}”.`,
  },
  {
    words: /Permission denied \(([^)]*)\)|Too many authentication failures/,
    kind: 'wrong-token',
    message: (host) => `${host} refused the login.`,
    hint: (_, found) =>
      'Check the user name, the password or the identity file.' +
      (found[1] ? ` The server accepts: ${found[1].replaceAll(',', ', ')}.` : ''),
  },
  {
    words: /Could not resolve hostname ([^:\s]+)/i,
    kind: 'unknown-host',
    message: (_, found) => `There is no host called “${found[1]}”.`,
    hint: () => 'Check the spelling of the address, and whether you are on the right network.',
  },
  {
    words: /Connection refused/,
    kind: 'refused',
    message: (host) => `${host} refused the connection.`,
    hint: () => 'Check the port, and whether an SSH server runs there.',
  },
  {
    words: /(Connection|Operation) timed out/,
    kind: 'timeout',
    message: (host) => `${host} did not answer.`,
    hint: () => 'Check the address, your network, and whether a firewall is in between.',
  },
  {
    words: /No route to host|Network is (unreachable|down)/,
    kind: 'unreachable',
    message: (host) => `There is no way to ${host} from this network.`,
    hint: () => 'Check whether you are online, and whether you need a VPN.',
  },
  {
    words: /Unable to negotiate [^]*no matching ([^.]+) found/,
    kind: 'unsupported-version',
    message: (host, found) => `${host} and this computer’s ssh have no ${found[1]} in common.`,
    hint: () =>
      'The server is very old or very strict. An option of the saved host can allow more.',
  },
  {
    words: /Bad configuration option: (\S+)|unsupported option "?([^"\s]+)/i,
    kind: 'not-an-agent',
    message: (_, found) => `ssh doesn’t know the option “${found[1] ?? found[2]}”.`,
    hint: () => 'Edit the options of the saved host, or your ssh configuration.',
  },
  {
    words: /Connection (closed|reset) by|kex_exchange_identification|Broken pipe/,
    kind: 'lost',
    message: (host) => `${host} closed the connection before the login.`,
    hint: () => 'Is it an SSH server that listens on this port? It may also be overloaded.',
  },
];

/** After the session was open. Only ssh's own last lines count: the rest is programs' output. */
const WHILE_ONLINE: readonly Ending[] = [
  {
    words: /Timeout, server \S+ not responding/,
    kind: 'lost',
    message: (host) => `The link to ${host} is dead: no answer for more than 15 seconds.`,
    hint: () => 'Check your network, then connect again.',
  },
  {
    words: new RegExp(
      [
        ...[
          'closed by remote host',
          'Connection reset',
          'Broken pipe',
          'client_loop: send disconnect',
        ],
        // Through a jump host; and of networks, and of servers that say goodbye or garble.
        ...[
          'Connection (closed|timed out)? ?by \\S+ port',
          'Read from remote host',
          'Disconnected from',
        ],
        ...[
          'Received disconnect from',
          'ssh_dispatch_run_fatal',
          'ssh_packet_\\w+:',
          'Disconnecting',
        ],
      ].join('|'),
    ),
    kind: 'lost',
    message: (host) => `${host} closed the connection.`,
    hint: () => 'The server may have been restarted. Connect again.',
  },
];
const LAST_LINES = 3;
/** Characters; ssh's own are short. */
const LONGEST_LINE = 500;
/**
 * Said by a server whose key was right, or by whoever looks at the screen: not asked again and
 * again. What a box on the way can bring about, a foreign host key included, may pass.
 */
const FINAL: ReadonlySet<ConnectFailureKind> = new Set<ConnectFailureKind>([
  'wrong-token',
  'certificate-untrusted',
]);

/** An ssh without a program of its own has ended: why, and whether trying again may help. */
export function sshFailure(
  { address }: StoredHost,
  exit: PtyExit,
  wasOnline: boolean,
  lastOutput: string,
): ConnectFailure {
  const known = findEnding(wasOnline, lastOutput);
  if (known) {
    const { kind, message, hint } = known.ending;
    const { found } = known;
    const failure = new ConnectFailure(kind, message(address, found), hint(address, found));
    return FINAL.has(kind) ? failure.asProven() : failure;
  }
  const how = exit.signal ? ` (ssh was ended by ${exit.signal})` : lastWords(lastOutput);
  return new ConnectFailure(
    'lost',
    `The connection to ${address} was lost${how}.`,
    'Connect again.',
  );
}

function lastWords(output: string): string {
  const line = readable(output.trimEnd().split(/\r?\n/).at(-1)!);
  return line ? `: ${line}` : '';
}

/** A server writes some of it: for a state, a title, the log. */
function readable(line: string): string {
  return cleanLine(line, LONGEST_LINE);
}

/** The state a tab shows once ssh has ended. */
export function sshEnded(
  host: StoredHost,
  exit: PtyExit,
  wasOnline: boolean,
  lastOutput: string,
): Partial<ShellState> {
  if (exit.code !== SSH_FAILED && (wasOnline || exit.code !== null)) return programEnded(exit);
  const known = findEnding(wasOnline, lastOutput);
  if (!known && wasOnline) return programEnded(exit);
  const [message, hint] = known
    ? [
        known.ending.message(host.address, known.found),
        known.ending.hint(host.address, known.found),
      ]
    : [`The connection to ${host.address} failed.`, 'ssh’s own words are in the terminal.'];
  return { state: 'failed', message, hint, canReconnect: true, signal: exit.signal };
}

/**
 * An end that ssh says nothing about, with the code that it has for its own failures: of a shell
 * with this very code, or of a connection that it shared. Its goodbye to a connection of its own
 * (“Connection to X closed.”) tells that the session was ended, not lost.
 */
export function looksLikeAnyEnd(exit: PtyExit, wasOnline: boolean, lastOutput: string): boolean {
  if (exit.code !== SSH_FAILED || !wasOnline || findEnding(wasOnline, lastOutput)) return false;
  return !/(^|\n)Connection to \S+ closed\.\s*$/.test(lastOutput);
}

function findEnding(wasOnline: boolean, lastOutput: string) {
  const lines = lastOutput.trimEnd().split(/\r?\n/);
  const text = (wasOnline ? lines.slice(-LAST_LINES) : lines).map(readable).join('\n');
  for (const ending of wasOnline ? WHILE_ONLINE : WHILE_CONNECTING) {
    const found = ending.words.exec(text);
    if (found) return { ending, found };
  }
  return undefined;
}
