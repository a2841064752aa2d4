// ssh's own sentences of what went wrong, and what to do about each. It doesn't translate them; an
// operating system's words in them may be other ones.
import type { ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import { closeFileHint, ownFileHint } from './closeFileHint.ts';

export interface Trouble {
  words: RegExp;
  kind: ConnectFailureKind;
  /** `found` is the match; `host` the name ssh was given. */
  message: (host: string, found: RegExpMatchArray) => string;
  hint: (host: string, found: RegExpMatchArray, platform: NodeJS.Platform) => string;
}

/** Some systems' ssh names the command; by which name it has looked for the key, each says. */
function forgetKey(host: string, said: string, platform: NodeJS.Platform): string {
  const told = /ssh-keygen [^\n]*-R [^\n]*/.exec(said)?.[0];
  const name = /Host key for (\S+) has changed/.exec(said)?.[1] ?? host;
  const quote = platform === 'win32' ? '"' : "'";
  return told ?? `ssh-keygen -R ${quote}${name}${quote}`;
}

/** Before the session was open. The first that matches counts. */
export const WHILE_CONNECTING: readonly Trouble[] = [
  {
    words: /HOST IDENTIFICATION HAS CHANGED/,
    kind: 'certificate-changed',
    message: (host) => `The host key of ${host} has changed. No connection was made.`,
    hint: (host, found, platform) =>
      'Either the server was set up anew, or somebody is posing as it. Ask whoever runs it for ' +
      'the new fingerprint and compare it with the one above. Only if it is right, remove the ' +
      `old key with “${forgetKey(host, found.input!, platform)}” and connect again.`,
  },
  {
    words: /No \S+ host key is known for [^]*strict checking/,
    kind: 'certificate-untrusted',
    message: (host) => `The host key of ${host} is not known here.`,
    hint: () =>
      'ssh is told to refuse such keys (StrictHostKeyChecking). Put the right key into ' +
      'known_hosts, or set that option to “ask” for this host.',
  },
  {
    words: /Host key verification failed/,
    kind: 'certificate-untrusted',
    message: (host) => `The host key of ${host} was not accepted.`,
    hint: () => 'Connect again, compare the fingerprint, and answer “yes” if it is right.',
  },
  {
    words: /UNPROTECTED PRIVATE KEY FILE[^]*Permissions (?:\S+ )?for '([^'\n]*)'/,
    kind: 'wrong-token',
    message: () => 'ssh refused the identity file, because other users can read it.',
    hint: (_, found, platform) => closeFileHint(found[1]!, platform),
  },
  {
    words: /Bad owner or permissions on (\S[^\n]*)/,
    kind: 'not-an-agent',
    message: () => 'ssh refused its own configuration, because other users can write to it.',
    hint: (_, found, platform) => ownFileHint(found[1]!.trim(), platform),
  },
  {
    words: /Too many authentication failures/,
    kind: 'wrong-token',
    message: (host) => `${host} refused the login.`,
    hint: () =>
      'ssh has offered more keys than the server looks at. Name the right one as identity file, ' +
      'and add the option “IdentitiesOnly=yes”.',
  },
  {
    words: /Permission denied \(([^)]*)\)/,
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
    words:
      /Connection (closed|reset) by|(ssh|kex)_exchange_identification|banner exchange|Broken pipe/,
    kind: 'lost',
    message: (host) => `${host} closed the connection before the login.`,
    hint: () => 'Is it an SSH server that listens on this port? It may also be overloaded.',
  },
  {
    words: /connect to host \S+ port \d+: (\S[^\n]*)/,
    kind: 'unreachable',
    message: (host) => `${host} could not be reached.`,
    hint: (_, found) => `The system says: ${found[1]!.trim()}. Check the address and your network.`,
  },
];

/** After the session was open. Only ssh's own last lines count: the rest is programs' output. */
export const WHILE_ONLINE: readonly Trouble[] = [
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
