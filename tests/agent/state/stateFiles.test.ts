import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  readRecord,
  removeRecord,
  writeRecord,
  type AgentRecord,
} from '../../../agent/state/agentRecord.ts';
import { lockHolder, takeLock } from '../../../agent/state/lock.ts';
import { loadOrMakeToken, loadToken } from '../../../agent/state/token.ts';
import { SYSTEM } from '../../../core/system.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

describe('the token', () => {
  it('is made once, holds 256 bits, and only its owner may read it', () => {
    const directory = temporaryDirectory();
    expect(loadToken(directory)).toBeUndefined();
    const token = loadOrMakeToken(directory);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(loadOrMakeToken(directory)).toBe(token);
    expect(statSync(path.join(directory, 'token')).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['token']);
  });

  it('is refused once others may have read it', () => {
    const directory = temporaryDirectory();
    loadOrMakeToken(directory);
    chmodSync(path.join(directory, 'token'), 0o644);
    expect(() => loadToken(directory)).toThrow(/Other users may read .*token \(mode 0644\)/);
  });

  it('is refused when its file holds something else', () => {
    const directory = temporaryDirectory();
    writeFileSync(path.join(directory, 'token'), 'short\n', { mode: 0o600 });
    expect(() => loadOrMakeToken(directory)).toThrow(/doesn't hold a pairing token/);
  });
});

describe('the record of where an agent listens', () => {
  const record: AgentRecord = {
    version: 1,
    pid: 1234,
    local: { kind: 'tcp', host: '127.0.0.1', port: 7722, tls: false },
    public: { kind: 'unix', path: '/run/a.sock' },
    fingerprint: null,
    pin: false,
    name: 'build box',
  };

  it('is read back as written, until it is removed', () => {
    const directory = temporaryDirectory();
    writeRecord(directory, record);
    expect(readRecord(directory)).toEqual(record);
    expect(statSync(path.join(directory, 'agent.json')).mode & 0o777).toBe(0o600);
    removeRecord(directory);
    expect(readRecord(directory)).toBeUndefined();
  });

  it.each(['', '{', '[]', '{"version":2}', '{"version":1,"pid":"x"}'])(
    'counts as absent when it is damaged: %j',
    (text) => {
      const directory = temporaryDirectory();
      writeFileSync(path.join(directory, 'agent.json'), text, { mode: 0o600 });
      expect(readRecord(directory)).toBeUndefined();
    },
  );
});

describe('the lock of a state directory', () => {
  it('is held by one process, and free again once released', () => {
    const directory = temporaryDirectory();
    const lock = takeLock(directory);
    expect(lockHolder(directory)).toBe(process.pid);
    expect(() => takeLock(directory)).toThrow(`already running here (pid ${process.pid}`);
    lock.release();
    expect(lockHolder(directory)).toBeUndefined();
    expect(readdirSync(directory)).toEqual([]);
    takeLock(directory).release();
  });

  it('is taken over from a process that is gone', async () => {
    const directory = temporaryDirectory();
    const gone = spawn('true');
    await once(gone, 'exit');
    writeFileSync(path.join(directory, 'lock'), `${gone.pid} 12345\n`);
    takeLock(directory);
    expect(lockHolder(directory)).toBe(process.pid);
  });

  it.runIf(SYSTEM === 'linux')('is not taken for held by a later process', () => {
    const directory = temporaryDirectory();
    writeFileSync(path.join(directory, 'lock'), `${process.pid} 1\n`);
    expect(lockHolder(directory)).toBeUndefined();
    takeLock(directory);
    expect(readFileSync(path.join(directory, 'lock'), 'utf8')).not.toBe(`${process.pid} 1\n`);
  });

  it.each(['', 'garbage', '-1 0\n', '0 0\n'])('is taken over when it is damaged: %j', (text) => {
    const directory = temporaryDirectory();
    writeFileSync(path.join(directory, 'lock'), text);
    takeLock(directory);
    expect(lockHolder(directory)).toBe(process.pid);
  });

  it('is left alone by a release that comes after somebody else took it', () => {
    const directory = temporaryDirectory();
    const lock = takeLock(directory);
    writeFileSync(path.join(directory, 'lock'), '4242 1\n');
    lock.release();
    expect(readFileSync(path.join(directory, 'lock'), 'utf8')).toBe('4242 1\n');
  });
});
