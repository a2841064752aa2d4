// Lines of OpenSSH's tools and of public key files, as they may come from anybody.
import { describe, expect, it } from 'vitest';
import {
  innerName,
  isHardware,
  readKeyLine,
  readPublicKey,
  typeName,
  writtenKey,
} from '../../../electron/keys/keyLines.ts';

const BLOB = 'AAAAC3NzaC1lZDI1NTE5AAAAIEEsnHZLy3mSdHx6aTar8cxlYBkoZngncY5NyI88iR+w';

describe('what ssh-keygen says of a key', () => {
  it('is read with comments of any kind', () => {
    const line = (comment: string) => `256 SHA256:abc ${comment} (ED25519)`;
    expect(readKeyLine(line('me@laptop'))).toEqual({
      ...{ bits: 256, fingerprint: 'SHA256:abc', comment: 'me@laptop', type: 'ED25519' },
    });
    expect(readKeyLine(line('no comment'))?.comment).toBe('');
    expect(readKeyLine(line('a (b) \u202e钥匙\u0007'))?.comment).toBe('a (b) 钥匙');
    expect(readKeyLine(line('x'.repeat(1_000)))?.comment).toHaveLength(300);
    expect(readKeyLine('not a key')).toBeUndefined();
  });
});

describe('a public key', () => {
  it('is read where it is one, and written without what can’t be seen', () => {
    const key = readPublicKey(`ssh-ed25519 ${BLOB}  a\tb\u001b[31m  \r`);
    expect(key).toEqual({ algorithm: 'ssh-ed25519', blob: BLOB, comment: 'ab[31m' });
    expect(writtenKey(key!)).toBe(`ssh-ed25519 ${BLOB} ab[31m`);
    expect(writtenKey({ ...key!, comment: '' })).toBe(`ssh-ed25519 ${BLOB}`);
  });

  it('has nothing before it, and is the kind that it says', () => {
    for (const line of [
      `command="rm -rf ~" ssh-ed25519 ${BLOB}`,
      `ssh-rsa ${BLOB}`,
      'ssh-ed25519 $(reboot)',
      `ssh-ed25519 ${BLOB.slice(0, 10)}`,
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      '',
    ]) {
      expect(readPublicKey(line)).toBeUndefined();
    }
    expect(innerName('AA==')).toBe('');
  });

  it('is called as ssh-keygen calls it', () => {
    expect(['ssh-ed25519', 'ssh-rsa', 'ssh-dss', 'ecdsa-sha2-nistp256'].map(typeName)).toEqual([
      'ED25519',
      'RSA',
      'DSA',
      'ECDSA',
    ]);
    const sk = ['sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'].map(typeName);
    expect(sk).toEqual(['ED25519-SK', 'ECDSA-SK']);
    expect(sk.every(isHardware)).toBe(true);
    expect(typeName('ssh-ed25519-cert-v01@openssh.com')).toBe('ED25519-CERT');
  });
});
