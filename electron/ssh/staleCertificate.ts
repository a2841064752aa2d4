// A certificate of the person's own that a login may have failed by: ssh offers it, the server refuses it, and
// neither says why. Only its times are looked at.
import { FieldReader } from '../../core/sshAgent/agentFields.ts';
import { readBeginning } from '../../core/files/readFile.ts';
import { say, type Said } from '../../words/said.ts';
import { expandHome } from '../programs/localFiles.ts';
import type { SshTarget } from './sshTarget.ts';

/** Fields of the key between what makes a certificate one and its serial number, by how its type begins. */
const KEY_FIELDS: readonly (readonly [string, number])[] = [
  ['ssh-ed25519-', 1],
  ['ssh-rsa-', 2],
  ['ecdsa-', 2],
  ['sk-ssh-', 2],
  ['sk-ecdsa-', 3],
];
/** Bytes; those with hundreds of principals have some. */
const MOST = 64 * 1024;
/** Keys that ssh tries by itself. */
const OWN_KEYS = ['rsa', 'ecdsa', 'ecdsa_sk', 'ed25519', 'ed25519_sk'].map((type) => `id_${type}`);

/** What is wrong with the times of one that this host's logins offer; undefined where nothing is. */
export function staleCertificate(host: SshTarget, now = Date.now()): Said | undefined {
  for (const path of certificatesOf(host)) {
    const times = timesOf(path);
    if (times && times.before * 1000 <= now) return say('ssh-certificate-expired', { path });
    if (times && times.after * 1000 > now) return say('ssh-certificate-not-yet', { path });
  }
  return undefined;
}

function certificatesOf({ certificateFile, identityFile }: SshTarget): string[] {
  if (certificateFile) return [expandHome(certificateFile)];
  const keys = identityFile ? [identityFile] : OWN_KEYS.map((name) => `~/.ssh/${name}`);
  return keys.map((key) => `${expandHome(key)}-cert.pub`);
}

/** Seconds since 1970; a certificate without an end has one that no clock comes to. */
function timesOf(path: string): { after: number; before: number } | undefined {
  try {
    const [, text = ''] = readBeginning(path, MOST).toString('latin1').split(' ');
    const fields = new FieldReader(Buffer.from(text, 'base64'));
    const type = fields.string().toString('latin1');
    const known = KEY_FIELDS.find(([begins]) => type.startsWith(begins));
    if (!known || !type.includes('-cert-')) return undefined;
    for (let skipped = 0; skipped <= known[1]; skipped++) fields.string(); // what makes it unique first
    uint64(fields); // its serial number
    fields.uint32(); // a person's or a host's
    fields.string(); // its name
    fields.string(); // whom it is for
    return { after: uint64(fields), before: uint64(fields) };
  } catch {
    return undefined; // not there, or no certificate
  }
}

function uint64(fields: FieldReader): number {
  return fields.uint32() * 2 ** 32 + fields.uint32();
}
