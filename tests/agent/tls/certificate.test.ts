import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCertificate } from '../../../agent/tls/certificate.ts';
import { ownCertificate } from '../../../agent/tls/selfSigned.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const TODAY = Date.parse('2030-01-02T03:04:05Z');
const ELEVEN_YEARS = 11 * 365 * 24 * 60 * 60 * 1000;

async function files(today = TODAY) {
  const { certificate } = await ownCertificate(temporaryDirectory(), today);
  const directory = temporaryDirectory();
  const cert = path.join(directory, 'cert.pem');
  const key = path.join(directory, 'key.pem');
  writeFileSync(cert, certificate.cert);
  writeFileSync(key, certificate.key);
  return { cert, key, certificate };
}

describe("the agent's own certificate", () => {
  it('is made once and kept where only its owner can read it', async () => {
    const directory = temporaryDirectory();
    const made = await ownCertificate(directory, TODAY);
    const again = await ownCertificate(directory, TODAY);
    expect(made.notice).toBe('');
    expect(again).toEqual(made);
    expect(statSync(path.join(directory, 'tls.pem')).mode & 0o777).toBe(0o600);
  });

  it('has the SHA-256 of its bytes as fingerprint', async () => {
    const { certificate } = await ownCertificate(temporaryDirectory(), TODAY);
    const raw = new X509Certificate(certificate.cert).raw;
    expect(certificate.fingerprint).toBe(createHash('sha256').update(raw).digest('hex'));
    expect(certificate.selfSigned).toBe(true);
  });

  it('is made anew when it ran out, and says that apps must be paired again', async () => {
    const directory = temporaryDirectory();
    const made = await ownCertificate(directory, TODAY);
    const renewed = await ownCertificate(directory, TODAY + ELEVEN_YEARS);
    expect(renewed.certificate.fingerprint).not.toBe(made.certificate.fingerprint);
    expect(renewed.notice).toMatch(/ran out.*pair every app again/);
  });

  it('is refused, not replaced, when its file is damaged', async () => {
    const directory = temporaryDirectory();
    writeFileSync(path.join(directory, 'tls.pem'), 'garbage', { mode: 0o600 });
    await expect(ownCertificate(directory, TODAY)).rejects.toThrow(/doesn't hold/);
    expect(readFileSync(path.join(directory, 'tls.pem'), 'utf8')).toBe('garbage');
  });
});

describe("the user's own certificate", () => {
  it('is read from its two files', async () => {
    const { cert, key, certificate } = await files();
    expect(loadCertificate(cert, key, TODAY)).toEqual(certificate);
  });

  it.each([
    ['is missing', '/nowhere/cert.pem', /cert.pem can't be read: doesn't exist/],
    ['is no PEM', import.meta.filename, /certificate is not in PEM form/],
  ])('is refused when a file %s', async (_what, cert, message) => {
    const { key } = await files();
    expect(() => loadCertificate(cert, key, TODAY)).toThrow(message);
  });

  it('is refused with a key that is not its own', async () => {
    const [one, other] = [await files(), await files()];
    expect(() => loadCertificate(one.cert, other.key, TODAY)).toThrow(/not the one of the cert/);
  });

  it('is refused when it ran out', async () => {
    const { cert, key } = await files(TODAY - ELEVEN_YEARS);
    expect(() => loadCertificate(cert, key, TODAY)).toThrow(/ran out on/);
  });
});
