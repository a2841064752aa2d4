// Keys made, opened, changed and deleted by the real tools, with no secret in any argument.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addToAgent,
  dropFromAgent,
  publicHalf,
  removeKey,
  setPassphrase,
} from '../../../electron/keys/changeKey.ts';
import { listKeys, type KeyPlace } from '../../../electron/keys/listKeys.ts';
import { makeKey } from '../../../electron/keys/makeKey.ts';
import type { KeyWish } from '../../../electron/ipc/contract.ts';
import { keygen, keyPlace, startAgent } from './rig.ts';

const wish = (change: Partial<KeyWish> = {}): KeyWish => ({
  ...{ type: 'ed25519', name: 'id_ed25519', comment: 'me@laptop', passphrase: '', pin: '' },
  ...change,
});

const opens = (file: string, passphrase: string): boolean =>
  spawnSync('ssh-keygen', ['-y', '-P', passphrase, '-f', file]).status === 0;

async function codes(made: Promise<unknown>): Promise<unknown> {
  const { errors = {} } = (await made) as { errors?: Record<string, { code: string }> };
  return Object.fromEntries(Object.entries(errors).map(([name, { code }]) => [name, code]));
}

/** What every process was started with while something is done. */
async function argumentsWhile(work: () => Promise<unknown>): Promise<string> {
  let seen = '';
  let going = true;
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        seen +=
          readFileSync(`/proc/${pid}/cmdline`, 'utf8') +
          readFileSync(`/proc/${pid}/environ`, 'utf8');
      } catch {
        // It has just ended.
      }
    }
    if (going) setImmediate(look);
  };
  look();
  await work();
  going = false;
  return seen;
}

describe('a key', () => {
  it('is made with a passphrase that stands in no argument and no environment', async () => {
    const place = keyPlace();
    const passphrase = 'Übung "macht" $den Meister';
    const comment = "o'Neil; rm -rf ~ -N x 钥匙";
    let made: unknown;
    const seen = await argumentsWhile(async () => {
      made = await makeKey(wish({ passphrase, comment }), place);
    });
    const file = path.join(place.folder, 'id_ed25519');
    expect(made).toEqual({ ok: true, id: file });
    expect(seen).toContain('ssh-keygen');
    expect(seen).not.toContain('Meister');
    expect(opens(file, passphrase)).toBe(true);
    expect(opens(file, '')).toBe(false);
    expect((await publicHalf(file, place)).comment).toBe(comment);
    expect([statSync(place.folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
  });

  it('is made of the other kinds, and without a passphrase', async () => {
    const place = keyPlace();
    expect(await makeKey(wish({ type: 'rsa', name: 'id_rsa' }), place)).toMatchObject({ ok: true });
    const { keys } = await listKeys(place);
    expect(keys[0]).toMatchObject({ type: 'RSA', bits: 4096, passphrase: 'no' });
  });

  it('never takes another’s place, and says what is wrong with a wish', async () => {
    const place = keyPlace();
    const file = keygen(place.folder, 'id_ed25519');
    const before = readFileSync(file);
    const wrong = (change: Partial<KeyWish>) => codes(makeKey(wish(change), place));
    expect(await wrong({})).toEqual({ name: 'key-name-taken' });
    symlinkSync('/nowhere', path.join(place.folder, 'dangling'));
    writeFileSync(path.join(place.folder, 'half.pub'), '');
    expect(await wrong({ name: 'dangling' })).toEqual({ name: 'key-name-taken' });
    expect(await wrong({ name: 'half' })).toEqual({ name: 'key-name-taken' });
    expect(await wrong({ name: '' })).toEqual({ name: 'key-name-missing' });
    for (const name of ['../x', 'a/b', '-x', '.x', 'a b', 'x\n']) {
      expect(await wrong({ name })).toEqual({ name: 'key-name-bad' });
    }
    for (const name of ['config', 'known_hosts', 'authorized_keys', 'x.pub']) {
      expect(await wrong({ name })).toEqual({ name: 'key-name-kept' });
    }
    expect(await wrong({ name: 'n'.repeat(101) })).toEqual({ name: 'key-name-long' });
    expect(await wrong({ name: 'n', comment: 'a\nb' })).toEqual({ comment: 'key-comment-bad' });
    expect(await wrong({ name: 'n', passphrase: 'abcd' })).toEqual({
      passphrase: 'key-passphrase-short',
    });
    expect(await wrong({ name: 'n', passphrase: 'abc\u0003def' })).toEqual({
      passphrase: 'key-passphrase-bad',
    });
    expect(await wrong({ name: 'n', passphrase: 'x'.repeat(2_000) })).toEqual({
      passphrase: 'key-passphrase-long',
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it('gets another passphrase, or none', async () => {
    const place = keyPlace();
    const file = keygen(place.folder, 'work', '-N', 'first-one');
    const to = (old: string, passphrase: string) => setPassphrase(file, { old, passphrase }, place);
    expect(await codes(to('wrong-one', 'second-one'))).toEqual({ old: 'key-passphrase-wrong' });
    expect(opens(file, 'first-one')).toBe(true);
    expect(await to('first-one', 'second-one')).toEqual({ ok: true });
    expect(opens(file, 'second-one')).toBe(true);
    expect(await to('second-one', '')).toEqual({ ok: true });
    expect(opens(file, '')).toBe(true);
    expect(await to('', 'third-one')).toEqual({ ok: true });
    expect(opens(file, 'third-one')).toBe(true);
    expect(await codes(to('third-one', 'abc'))).toEqual({ passphrase: 'key-passphrase-short' });
  });

  it('goes with all its files', () => {
    const place = keyPlace();
    const file = keygen(place.folder, 'work');
    keygen(place.folder, 'work2');
    expect(removeKey(file, place)).toEqual(['work', 'work.pub']);
    expect(readdirSync(place.folder)).toEqual(['work2', 'work2.pub']);
    expect(() => removeKey(file, place)).toThrow('work isn’t there any more.');
    expect(() => removeKey('/etc/passwd', place)).toThrow('isn’t there');
    expect(existsSync('/etc/passwd')).toBe(true);
  });
});

describe('ssh-agent', () => {
  const held = async (place: KeyPlace) =>
    (await listKeys(place)).keys.map(({ inAgent }) => inAgent);

  it('takes a key by its passphrase, and forgets it', async () => {
    const place = keyPlace({ SSH_AUTH_SOCK: startAgent() });
    const file = keygen(place.folder, 'work', '-N', 'open sesame');
    expect(await codes(addToAgent(file, 'wrong', place))).toEqual({
      passphrase: 'key-passphrase-wrong',
    });
    expect(await codes(addToAgent(file, '', place))).toEqual({
      passphrase: 'key-passphrase-wrong',
    });
    expect(await held(place)).toEqual([false]);
    const seen = await argumentsWhile(() => addToAgent(file, 'open sesame', place));
    expect(seen).toContain('ssh-add');
    expect(seen).not.toContain('sesame');
    const { keys } = await listKeys(place);
    expect(keys[0]?.inAgent).toBe(true);
    await dropFromAgent(keys[0]!.fingerprint, place);
    expect(await held(place)).toEqual([false]);
    await expect(dropFromAgent(keys[0]!.fingerprint, place)).rejects.toThrow('isn’t there');
  });

  it('says why it doesn’t take one', async () => {
    const place = keyPlace({ SSH_AUTH_SOCK: '/nowhere/agent' });
    const file = keygen(place.folder, 'work');
    await expect(addToAgent(file, '', place)).rejects.toThrow(/^ssh-add says: .*agent/);
  });
});
