// The agent's certificate: read, checked before anybody relies on it, and its fingerprint.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AgentError, messageOf, systemCode } from '../agentError.ts';

export interface AgentCertificate {
  /** PEM, as node:tls takes them; `cert` may hold the whole chain. */
  cert: string;
  key: string;
  /** SHA-256 of the certificate itself, 64 lower-case hex digits. Signed into every login. */
  fingerprint: string;
  /** Nobody but itself vouches for it, so apps have to pin the fingerprint. */
  selfSigned: boolean;
}

/** Reads the user's own certificate and key. `today` in milliseconds since 1970. */
export function loadCertificate(
  certPath: string,
  keyPath: string,
  today: number,
): AgentCertificate {
  const certificate = readCertificate(read(certPath), read(keyPath));
  if (expiryOf(certificate) <= today) {
    throw new AgentError(
      'TLS_EXPIRED',
      `The certificate ${certPath} ran out on ${new Date(expiryOf(certificate)).toDateString()}.`,
      'Renew it, or use --tls self-signed.',
    );
  }
  return certificate;
}

/** Checks that the PEM texts are a certificate and its key. Throws `AgentError`. */
export function readCertificate(cert: string, key: string): AgentCertificate {
  const leaf = parse('certificate', () => new X509Certificate(cert));
  const privateKey = parse('key', () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(privateKey)) {
    throw new AgentError(
      'TLS_MISMATCH',
      'The TLS key is not the one of the certificate.',
      'Give the files in this order: --tls CERT KEY.',
    );
  }
  return { cert, key, fingerprint: fingerprintOf(leaf), selfSigned: isSelfSigned(leaf) };
}

/** End of the certificate's validity, in milliseconds since 1970. */
export function expiryOf(certificate: AgentCertificate): number {
  return Date.parse(new X509Certificate(certificate.cert).validTo);
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.issuer === certificate.subject && certificate.verify(certificate.publicKey);
}

function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const what = systemCode(error) === 'ENOENT' ? "doesn't exist" : messageOf(error);
    throw new AgentError(
      'TLS_UNREADABLE',
      `The TLS file ${path} can't be read: ${what}.`,
      'Give --tls the paths of the certificate and of its key, in this order.',
      { cause: error },
    );
  }
}

function parse<T>(what: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new AgentError(
      'TLS_UNREADABLE',
      `The TLS ${what} is not in PEM form, or is protected by a passphrase.`,
      'Give --tls the paths of the certificate and of its key, in this order.',
      { cause: error },
    );
  }
}
