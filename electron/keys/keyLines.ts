// Lines that OpenSSH's tools print of keys, and public keys as their files have them: read strictly, as
// they come from files that anybody may have written.
import { createHash } from 'node:crypto';
import { cleanLine } from '../../core/text/clean.ts';

/** Of a comment; longer ones are cut where they are shown. */
const MOST_COMMENT = 300;

export interface KeyLine {
  bits: number | null;
  /** `SHA256:…` */
  fingerprint: string;
  comment: string;
  /** `ED25519` */
  type: string;
}

/** Of `ssh-keygen -l` and `ssh-add -l`: `256 SHA256:… comment (ED25519)`. */
export function readKeyLine(line: string): KeyLine | undefined {
  const read = /^(\d+) ((?:SHA256|MD5):\S+) (.*) \(([\w-]+)\)\s*$/.exec(line);
  if (!read) return undefined;
  const [, bits, fingerprint = '', comment = '', type = ''] = read;
  const said = comment === 'no comment' ? '' : cleanLine(comment, MOST_COMMENT);
  return { bits: Number(bits) || null, fingerprint, comment: said, type };
}

export interface PublicKey {
  /** `ssh-ed25519` */
  algorithm: string;
  /** Base64, as it stands in every file. */
  blob: string;
  comment: string;
}

const ALGORITHM = /^(ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-)[\w@.-]+$/;
const BLOB = /^[A-Za-z0-9+/]{20,}={0,2}$/;

/** A line of a public key file, which may have no options before the key; undefined for another one. */
export function readPublicKey(line: string): PublicKey | undefined {
  const [, algorithm = '', blob = '', comment = ''] =
    /^(\S+)[ \t]+(\S+)(?:[ \t]+(.*?))?\s*$/.exec(line) ?? [];
  if (!ALGORITHM.test(algorithm) || !BLOB.test(blob) || innerName(blob) !== algorithm)
    return undefined;
  return { algorithm, blob, comment: cleanLine(comment, MOST_COMMENT) };
}

/** As a line that a host takes: nothing in it but the key and what can be seen of its comment. */
export function writtenKey({ algorithm, blob, comment }: PublicKey): string {
  return [algorithm, blob, ...(comment === '' ? [] : [comment])].join(' ');
}

/** The name that stands in the key itself; '' where there is none. */
export function innerName(blob: string): string {
  const bytes = Buffer.from(blob, 'base64');
  if (bytes.byteLength < 8) return '';
  const length = bytes.readUInt32BE(0);
  return length > 100 ? '' : bytes.toString('latin1', 4, 4 + length);
}

/** `SHA256:…`, as ssh says it. */
export function fingerprintOf(blob: string): string {
  const hash = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
  return `SHA256:${hash.replace(/=+$/, '')}`;
}

/** `ED25519` of `ssh-ed25519`, as ssh-keygen calls it. */
export function typeName(algorithm: string): string {
  const plain = algorithm.replace(/@openssh\.com$/, '');
  const cert = /-cert-v\d+$/.test(plain) ? '-CERT' : '';
  const bare = plain.replace(/-cert-v\d+$/, '');
  const name = bare.startsWith('sk-') ? `${kind(bare.slice(3))}-SK` : kind(bare);
  return `${name}${cert}`;
}

function kind(algorithm: string): string {
  if (algorithm.startsWith('ecdsa-')) return 'ECDSA';
  return (
    { 'ssh-dss': 'DSA', 'ssh-rsa': 'RSA' }[algorithm] ??
    algorithm.replace(/^ssh-/, '').toUpperCase()
  );
}

/** Its file is a handle of what lies in a security key. */
export function isHardware(type: string): boolean {
  return /-SK(-CERT)?$/.test(type);
}
