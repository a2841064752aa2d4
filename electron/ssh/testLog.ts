// What ssh's log tells of a host while it is tested: when it answered, which key it showed and how that
// stands here, and the ways of logging in that it offers. OpenSSH doesn't translate these lines.
import { cleanLine } from '../../core/text/clean.ts';
import type { TestedHostKey } from '../ipc/contract.ts';

/** Characters; a path of known hosts is the longest there is. */
const LONGEST = 1_000;
/** Ways; OpenSSH knows five. */
const MOST_WAYS = 20;

const BEGINS = /^debug1: (Connecting to |Executing proxy command)/;
const ANSWERS = /^debug1: Remote protocol version /;
const SHOWS =
  /^debug1: Server host (?:key|certificate): (?:ssh-)?([\w@.-]+) ((?:SHA256|MD5):[\w+/:=]+)/;
const KNOWN = /^debug1: Host '.*' is known and matches the (\S+) host (key|certificate)\./;
const STANDS = /^debug1: Found (?:key|CA key) in (.+:\d+)$/;
const NEW = /^No (\S+) host key is known for /;
const CHANGED = /WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED/;
const OFFENDING = /^Offending (\S+) key in (.+:\d+)$/;
const REVOKED = /WARNING: REVOKED HOST KEY DETECTED/;
const WAYS = /^debug1: Authentications that can continue: (.+)$/;

export class TestLog {
  /** Milliseconds from the beginning of the connection to the server's first words; null before. */
  ms: number | null = null;
  hostKey: TestedHostKey | null = null;
  ways: string[] = [];
  #begun: number | null = null;

  /** `at`: when, in milliseconds. */
  hear(raw: string, at: number): void {
    const line = cleanLine(raw, LONGEST);
    if (BEGINS.test(line)) this.#begun = at;
    else if (ANSWERS.test(line)) this.ms ??= Math.max(0, Math.round(at - (this.#begun ?? at)));
    else this.#hearKey(line);
    const ways = WAYS.exec(line)?.[1];
    if (ways !== undefined && this.ways.length === 0) this.ways = waysIn(ways);
  }

  #hearKey(line: string): void {
    const shown = SHOWS.exec(line);
    if (shown) {
      const [, type = '', fingerprint = ''] = shown;
      const certificate = line.startsWith('debug1: Server host certificate');
      this.hostKey = { is: 'new', type: typeName(type), fingerprint, place: null, certificate };
    }
    const is = standing(line);
    if (is) this.#key({ is });
    const type = (KNOWN.exec(line) ?? NEW.exec(line))?.[1];
    if (type) this.#key({ type });
    const place = STANDS.exec(line)?.[1] ?? OFFENDING.exec(line)?.[2];
    if (place && this.hostKey?.place === null) this.#key({ place });
  }

  #key(found: Partial<TestedHostKey>): void {
    if (this.hostKey) this.hostKey = { ...this.hostKey, ...found };
  }
}

function standing(line: string): TestedHostKey['is'] | null {
  if (KNOWN.test(line)) return 'known';
  if (CHANGED.test(line)) return 'changed';
  return REVOKED.test(line) ? 'revoked' : null;
}

/** `ed25519`, `ecdsa-sha2-nistp256`: as ssh calls them elsewhere. */
function typeName(type: string): string {
  return type
    .replace(/-cert-v\d+@openssh\.com$/, '')
    .split('-sha2')[0]!
    .toUpperCase();
}

function waysIn(list: string): string[] {
  return list.split(',').filter(Boolean).slice(0, MOST_WAYS);
}
