// ssh's own sentences of what went wrong, and what is said of each. It doesn't translate them; an
// operating system's words in them may be other ones.
import type { ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import { say, type Said } from '../../words/said.ts';
import { changedHostKey } from './changedHostKey.ts';
import { closeFileHint, ownFileHint } from './closeFileHint.ts';
import { PROXY_TROUBLES } from './proxyTroubles.ts';

export interface Trouble {
  words: RegExp;
  kind: ConnectFailureKind;
  /** `found` is the match; `host` the name ssh was given. */
  said: (host: string, found: RegExpMatchArray) => Said;
  advice: (host: string, found: RegExpMatchArray, platform: NodeJS.Platform) => Said;
}

/** ssh says so whatever comes of the login: it may go on with other ways. */
export const PIN_REFUSED = /PKCS#11 login failed: PIN /;

/** Some systems' ssh names the command; by which name it has looked for the key, each says. */
function forgetKey(host: string, said: string, platform: NodeJS.Platform): string {
  const told = /ssh-keygen [^\n]*-R [^\n]*/.exec(said)?.[0];
  const name = /Host key for (\S+) has changed/.exec(said)?.[1] ?? host;
  const quote = platform === 'win32' ? '"' : "'";
  return told ?? `ssh-keygen -R ${quote}${name}${quote}`;
}

/** Before the session was open. The first that matches counts. */
export const WHILE_CONNECTING: readonly Trouble[] = [
  ...PROXY_TROUBLES,
  {
    words: /HOST IDENTIFICATION HAS CHANGED/,
    kind: 'certificate-changed',
    said: (host, found) => say('ssh-host-key-changed', { host, ...changedHostKey(found.input!) }),
    advice: (host, found, platform) =>
      say('ssh-compare-host-key', { command: forgetKey(host, found.input!, platform) }),
  },
  {
    words: /No \S+ host key is known for [^]*strict checking/,
    kind: 'certificate-untrusted',
    said: (host) => say('ssh-host-key-unknown', { host }),
    advice: () => say('ssh-strict-checking'),
  },
  {
    words: /REVOKED HOST KEY DETECTED|(?:Host key|certificate) [^\n]* revoked by file/,
    kind: 'certificate-untrusted',
    said: (host) => say('ssh-host-key-revoked', { host }),
    advice: () => say('ssh-ask-for-new-key'),
  },
  {
    words: /Host key verification failed/,
    kind: 'certificate-untrusted',
    said: (host) => say('ssh-host-key-not-accepted', { host }),
    advice: () => say('ssh-answer-yes'),
  },
  {
    words: /UNPROTECTED PRIVATE KEY FILE[^]*Permissions (?:\S+ )?for '([^'\n]*)'/,
    kind: 'wrong-token',
    said: () => say('ssh-identity-file-open'),
    advice: (_, found, platform) => closeFileHint(found[1]!, platform),
  },
  {
    words: /Bad owner or permissions on (\S[^\n]*)/,
    kind: 'not-an-agent',
    said: () => say('ssh-configuration-open'),
    advice: (_, found, platform) => ownFileHint(found[1]!.trim(), platform),
  },
  {
    words: PIN_REFUSED,
    kind: 'wrong-token',
    said: () => say('ssh-pin-refused'),
    advice: () => say('ssh-pin-locks'),
  },
  {
    words: /Too many authentication failures/,
    kind: 'wrong-token',
    said: (host) => say('ssh-login-refused', { host }),
    advice: () => say('ssh-too-many-keys'),
  },
  {
    words: /Permission denied \(([^)]*)\)/,
    kind: 'wrong-token',
    said: (host) => say('ssh-login-refused', { host }),
    advice: (_, found) => say('ssh-check-login', { accepted: found[1]!.replaceAll(',', ', ') }),
  },
  {
    words: /Could not resolve hostname ([^:\s]+)/i,
    kind: 'unknown-host',
    said: (_, found) => say('ssh-no-such-host', { name: found[1]! }),
    advice: () => say('ssh-check-spelling'),
  },
  {
    words: /Connection refused/,
    kind: 'refused',
    said: (host) => say('ssh-refused', { host }),
    advice: () => say('ssh-check-port'),
  },
  {
    words: /(Connection|Operation) timed out/,
    kind: 'timeout',
    said: (host) => say('ssh-no-answer', { host }),
    advice: () => say('ssh-check-firewall'),
  },
  {
    words: /No route to host|Network is (unreachable|down)/,
    kind: 'unreachable',
    said: (host) => say('ssh-no-way', { host }),
    advice: () => say('ssh-check-online'),
  },
  {
    words: /Unable to negotiate [^]*no matching ([^.]+) found/,
    kind: 'unsupported-version',
    said: (host, found) => say('ssh-nothing-in-common', { host, what: found[1]! }),
    advice: () => say('ssh-allow-more'),
  },
  {
    words: /Bad configuration option: (\S+)|unsupported option "?([^"\s]+)/i,
    kind: 'not-an-agent',
    said: (_, found) => say('ssh-option-unknown', { option: (found[1] ?? found[2])! }),
    advice: () => say('ssh-edit-options'),
  },
  {
    words: /^(\S[^\n]*): terminating, \d+ bad configuration options?$/m,
    kind: 'not-an-agent',
    said: (_, found) => say('ssh-config-refused', { file: found[1]! }),
    advice: () => say('ssh-edit-config'),
  },
  {
    words:
      /Connection (closed|reset) by|(ssh|kex)_exchange_identification|banner exchange|Broken pipe/,
    kind: 'lost',
    said: (host) => say('ssh-closed-before-login', { host }),
    advice: () => say('ssh-is-it-a-server'),
  },
  {
    words: /connect to host \S+ port \d+: (\S[^\n]*)/,
    kind: 'unreachable',
    said: (host) => say('ssh-not-reached', { host }),
    advice: (_, found) => say('ssh-system-says', { text: found[1]!.trim() }),
  },
];

/** After the session was open. Only ssh's own last lines count: the rest is programs' output. */
export const WHILE_ONLINE: readonly Trouble[] = [
  {
    words: /Timeout, server \S+ not responding/,
    kind: 'lost',
    said: (host) => say('ssh-link-dead', { host }),
    advice: () => say('ssh-check-network'),
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
    said: (host) => say('ssh-closed-by-server', { host }),
    advice: () => say('ssh-server-restarted'),
  },
];
