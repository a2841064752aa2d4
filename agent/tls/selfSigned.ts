// A certificate of the agent's own making, for machines without a name that an authority would
// vouch for. Made once, because apps pin its fingerprint, and renewed only when it ran out.
import { hostname } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { AgentError } from '../agentError.ts';
import { readPrivateFile, writePrivateFile } from '../state/privateFile.ts';
import { STATE_FILES } from '../state/stateFiles.ts';
import { expiryOf, readCertificate, type AgentCertificate } from './certificate.ts';

const VALID_DAYS = 3650;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface OwnCertificate {
  certificate: AgentCertificate;
  /** Why apps have to be paired again; '' when the certificate is the one they know. */
  notice: string;
}

/** The certificate kept in a state directory, made where there is none that is valid. */
export async function ownCertificate(directory: string, today: number): Promise<OwnCertificate> {
  const path = join(directory, STATE_FILES.certificate);
  const kept = readKept(path);
  if (kept && expiryOf(kept) > today) return { certificate: kept, notice: '' };
  const certificate = await make(today);
  writePrivateFile(path, certificate.key + certificate.cert);
  const notice = kept
    ? "The agent's certificate ran out, so it made a new one: pair every app again with the new link."
    : '';
  return { certificate, notice };
}

// Key and certificate stand in one file, so that no crash can leave halves that don't match.
function readKept(path: string): AgentCertificate | undefined {
  const pem = readPrivateFile(path);
  if (pem === undefined) return undefined;
  try {
    const border = Math.max(0, pem.indexOf('-----BEGIN CERTIFICATE'));
    return readCertificate(pem.slice(border), pem.slice(0, border));
  } catch (error) {
    throw new AgentError(
      'TLS_DAMAGED',
      `${path} doesn't hold the agent's certificate and key.`,
      'Delete it; the next start makes a new one, and apps have to be paired again.',
      { cause: error },
    );
  }
}

async function make(today: number): Promise<AgentCertificate> {
  const name = hostname() || 'localhost';
  const pems = await generate([{ name: 'commonName', value: `bowline-agent on ${name}` }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(today - DAY_MS), // clocks differ
    notAfterDate: new Date(today + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
  return readCertificate(withNewline(pems.cert), withNewline(pems.private));
}

function withNewline(pem: string): string {
  return `${pem.trim()}\n`;
}
