import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ownCertificate } from '../../agent/tls/selfSigned.ts';
import { formatPairingLink, parsePairingLink } from '../../core/link/pairingLink.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { HELLO, proofFor, RawSocket } from '../support/rawSocket.ts';
import { temporaryDirectory } from '../support/temporary.ts';

let agent: TestAgent;

beforeAll(async () => {
  agent = await startAgent({ args: ['--tls', 'self-signed'] });
});
afterAll(() => agent.stop());

describe('an agent with a certificate of its own making', () => {
  it('puts the fingerprint into its link, and clients pin it', async () => {
    expect(agent.url).toMatch(/^wss:/);
    const { address, fingerprint } = parsePairingLink(agent.link);
    expect(address).toMatchObject({ tls: true });
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const client = await connect(agent.link);
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'echo $((6*7))'] });
    await shell.drained;
    expect(shell.text).toBe('42\r\n');
    await client.close();
  });

  it('is refused by a client that knows another certificate', async () => {
    const link = parsePairingLink(agent.link);
    const other = formatPairingLink({ ...link, fingerprint: '0'.repeat(64) });
    await expect(connect(other)).rejects.toMatchObject({ kind: 'certificate-changed' });
  });

  it('is refused by a client that pins nothing', async () => {
    const other = formatPairingLink({ ...parsePairingLink(agent.link), fingerprint: null });
    await expect(connect(other)).rejects.toMatchObject({ kind: 'certificate-untrusted' });
  });

  it('refuses a proof that was not made for its certificate', async () => {
    const { token } = parsePairingLink(agent.link);
    for (const binding of ['', 'f'.repeat(64)]) {
      const raw = await RawSocket.open(agent.url);
      raw.send('hello', 0, HELLO);
      const { nonce } = (await raw.message('welcome')).body;
      raw.send('auth', 0, { method: 'token', proof: proofFor(token, nonce, binding) });
      expect((await raw.closed).reason).toBe('wrong-token');
    }
    await (await connect(agent.link)).close();
  });

  it('may listen on every address, and names one that can be dialled', async () => {
    const open = await startAgent({ args: ['--tls', 'self-signed', '--listen', '0.0.0.0:0'] });
    onTestFinished(async () => void (await open.stop()));
    expect(open.url).not.toContain('0.0.0.0');
    await (await connect(open.link)).close();
  });

  it('has the same certificate after a restart', async () => {
    const stateDir = temporaryDirectory();
    const first = await startAgent({ stateDir, args: ['--tls', 'self-signed'] });
    await first.stop();
    const second = await startAgent({ stateDir, args: ['--tls', 'self-signed'] });
    await second.stop();
    const pins = [first, second].map(({ link }) => parsePairingLink(link).fingerprint);
    expect(pins[1]).toBe(pins[0]);
  });
});

describe('an agent with a certificate that it was given', () => {
  it('uses it', async () => {
    const directory = temporaryDirectory();
    const { certificate } = await ownCertificate(directory, Date.now());
    const [cert, key] = [path.join(directory, 'cert.pem'), path.join(directory, 'key.pem')];
    writeFileSync(cert, certificate.cert);
    writeFileSync(key, certificate.key);
    const given = await startAgent({ args: ['--tls', cert, key] });
    onTestFinished(async () => void (await given.stop()));
    expect(parsePairingLink(given.link).fingerprint).toBe(certificate.fingerprint);
    await (await connect(given.link)).close();
  });
});
