// The system's keychain, opened when a secret is at hand and never before.
import { expect, it, vi } from 'vitest';
import { systemBox } from '../../../electron/hosts/systemBox.ts';

/** As Electron has it, and where opening it fails. */
function storage(backend = 'gnome_libsecret', works = true) {
  const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  const refuse = (): void => {
    if (!works) throw new Error('Encryption is not available.');
  };
  return {
    isEncryptionAvailable: vi.fn(() => works),
    getSelectedStorageBackend: vi.fn(() => backend),
    encryptString: vi.fn((text: string) => (refuse(), turned(Buffer.from(text)))),
    decryptString: vi.fn((sealed: Buffer) => (refuse(), turned(sealed).toString())),
  };
}

const touched = (safe: ReturnType<typeof storage>): number =>
  Object.values(safe).reduce((sum, { mock }) => sum + mock.calls.length, 0);

it.each(['linux', 'darwin', 'win32'] as const)('isn’t opened by being made on %s', (platform) => {
  const safe = storage();
  systemBox(safe, platform);
  expect(touched(safe)).toBe(0);
});

it.each(['darwin', 'win32'] as const)('on %s is there without being asked', (platform) => {
  const safe = storage();
  expect(systemBox(safe, platform).available).toBe(true);
  expect(touched(safe)).toBe(0);
});

it('on Linux is there where it opens, and is asked that once', () => {
  const safe = storage();
  const box = systemBox(safe, 'linux');
  expect([box.available, box.available]).toEqual([true, true]);
  expect(safe.isEncryptionAvailable).toHaveBeenCalledOnce();
});

it('on Linux a built-in key is none, and nothing is opened for it', () => {
  const safe = storage('basic_text');
  expect(systemBox(safe, 'linux').available).toBe(false);
  expect(safe.isEncryptionAvailable).not.toHaveBeenCalled();
});

it('on Linux one that doesn’t open is none', () => {
  expect(systemBox(storage('kwallet6', false), 'linux').available).toBe(false);
});

it('seals, gives back, and says so where it can’t', () => {
  const box = systemBox(storage(), 'darwin');
  expect(box.unseal(new Uint8Array(box.seal('secret')))).toBe('secret');
  expect(() => systemBox(storage('', false), 'darwin').seal('secret')).toThrow(/not available/);
});
