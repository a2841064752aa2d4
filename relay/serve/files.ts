// The files that an operator gives: certificate and key, and what they say of bans and tickets.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TlsFiles } from '../doors/front.ts';
import { readPolicy, type Policy } from '../registry/policy.ts';
import { RelayError, systemCode } from '../relayError.ts';

/** Reads a certificate and its key, and checks that they are. @throws RelayError */
export function readTls(files: readonly string[], today: number): TlsFiles {
  const [certPath, keyPath, more] = files;
  if (certPath === undefined || keyPath === undefined || more !== undefined)
    throw new RelayError('USAGE', '--tls takes two files: --tls CERT KEY.');
  const tls = { cert: read(certPath, 'TLS_UNREADABLE'), key: read(keyPath, 'TLS_UNREADABLE') };
  const leaf = parse('certificate', certPath, () => new X509Certificate(tls.cert));
  const key = parse('key', keyPath, () => createPrivateKey(tls.key));
  if (!leaf.checkPrivateKey(key)) {
    const hint = 'Give the files in this order: --tls CERT KEY.';
    throw new RelayError('TLS_MISMATCH', 'The TLS key is not the one of the certificate.', hint);
  }
  if (Date.parse(leaf.validTo) <= today) {
    const text = `The certificate ${certPath} ran out on ${new Date(leaf.validTo).toDateString()}.`;
    throw new RelayError('TLS_EXPIRED', text, 'Renew it.');
  }
  return tls;
}

/** @throws RelayError */
export function readPolicyFile(path: string): Policy {
  const text = read(path, 'POLICY_UNREADABLE');
  try {
    return readPolicy(text);
  } catch (error) {
    const why = `${path} says nothing that a relay understands: ${(error as Error).message}`;
    throw new RelayError('BAD_POLICY', why, 'docs/RELAY.md has an example.', { cause: error });
  }
}

function read(path: string, code: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = systemCode(error) === 'ENOENT' ? "doesn't exist" : (error as Error).message;
    throw new RelayError(code, `The file ${path} can't be read: ${why}.`, '', { cause: error });
  }
}

function parse<T>(what: string, path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const text = `The ${what} in ${path} is not in PEM form, or is protected by a passphrase.`;
    throw new RelayError('TLS_UNREADABLE', text, 'Give --tls CERT KEY, in this order.', {
      cause: error,
    });
  }
}
