// The script that puts a key on a host and takes it away, in a home of its own: what is there stays, and
// nothing in a comment is anything but a comment.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyOnHost } from '../../../electron/keys/keyOnHost.ts';
import { readPublicKey, writtenKey, type PublicKey } from '../../../electron/keys/keyLines.ts';
import type { KeyOnHost } from '../../../electron/ipc/contract.ts';
import { eachSeed } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { localHost } from './rig.ts';

const BLOB = 'AAAAC3NzaC1lZDI1NTE5AAAAIEEsnHZLy3mSdHx6aTar8cxlYBkoZngncY5NyI88iR+w';
const KEY: PublicKey = { algorithm: 'ssh-ed25519', blob: BLOB, comment: 'me@laptop' };
const OTHER = `ssh-ed25519 ${BLOB.replace('EEsn', 'EEso')} other`;

function home(text?: string, mode = 0o600) {
  const folder = temporaryDirectory();
  const file = path.join(folder, '.ssh', 'authorized_keys');
  if (text !== undefined) {
    mkdirSync(path.dirname(file), { mode: 0o700 });
    writeFileSync(file, text, { mode });
  }
  const run = (what: KeyOnHost, key = KEY) =>
    keyOnHost(what, key, { commands: localHost(folder), host: 'web-1' });
  return { folder, file, run, text: () => readFileSync(file, 'utf8') };
}

const mode = (file: string): number => statSync(file).mode & 0o777;

describe('a key', () => {
  it('is put where nothing is, closed to others, and only once', async () => {
    const { file, run, text } = home();
    expect((await run('put')).said.code).toBe('key-put');
    expect(text()).toBe(`ssh-ed25519 ${BLOB} me@laptop\n`);
    expect([mode(path.dirname(file)), mode(file)]).toEqual([0o700, 0o600]);
    expect(await run('put', { ...KEY, comment: 'another' })).toEqual({
      ...{ said: { code: 'key-put-already', facts: { host: 'web-1' } }, notes: [] },
    });
    expect(text()).toBe(`ssh-ed25519 ${BLOB} me@laptop\n`);
  });

  it('is added to what is there, also without a last line’s end', async () => {
    const before = `# mine\r\nfrom="10.0.0.1" ${OTHER}`;
    const { file, run, text } = home(before, 0o640);
    await run('put');
    expect(text()).toBe(`${before}\n${writtenKey(KEY)}\n`);
    expect(mode(file)).toBe(0o640);
  });

  it('counts as there with options before it, and not in a comment', async () => {
    const withOptions = home(`no-pty,command="x" ${writtenKey(KEY)}\n`);
    expect((await withOptions.run('put')).said.code).toBe('key-put-already');
    const inComment = home(`# ${writtenKey(KEY)}\n`);
    expect((await inComment.run('put')).said.code).toBe('key-put');
    expect(inComment.text()).toBe(`# ${writtenKey(KEY)}\n${writtenKey(KEY)}\n`);
  });

  it('is taken out, and all else stays', async () => {
    const rest = `# ${writtenKey(KEY)}\n\n${OTHER}\n`;
    const { folder, file, run, text } = home(
      `${writtenKey(KEY)}\n${rest}no-pty ${writtenKey(KEY)} 2\n`,
      0o644,
    );
    expect((await run('drop')).said).toEqual({
      ...{ code: 'key-dropped', facts: { host: 'web-1', lines: 2 } },
    });
    expect(text()).toBe(rest);
    expect(mode(file)).toBe(0o644);
    expect(readdirSync(path.join(folder, '.ssh'))).toEqual(['authorized_keys']);
    expect((await run('drop')).said.code).toBe('key-dropped-none');
    expect(text()).toBe(rest);
    const nowhere = home();
    expect((await nowhere.run('drop')).said.code).toBe('key-dropped-none');
    expect(existsSync(nowhere.file)).toBe(false);
  });

  it('is put and taken out behind a link, which stays one', async () => {
    const { folder, file, run } = home();
    const real = path.join(folder, 'keys');
    writeFileSync(real, `${OTHER}\n`);
    mkdirSync(path.dirname(file), { mode: 0o700 });
    symlinkSync(real, file);
    await run('put');
    expect(readFileSync(real, 'utf8')).toBe(`${OTHER}\n${writtenKey(KEY)}\n`);
    await run('drop');
    expect(readFileSync(real, 'utf8')).toBe(`${OTHER}\n`);
    expect(readFileSync(file, 'utf8')).toBe(`${OTHER}\n`);
  });

  it('says why it can’t, and what sshd wouldn’t take', async () => {
    const folder = home();
    mkdirSync(folder.file, { recursive: true, mode: 0o700 });
    await expect(folder.run('put')).rejects.toThrow(
      'Nothing was changed on web-1: ~/.ssh/authorized_keys there isn’t a file.',
    );
    const taken = home();
    writeFileSync(path.join(taken.folder, '.ssh'), '');
    await expect(taken.run('put')).rejects.toThrow('~/.ssh can’t be made there.');
    const open = home('', 0o666);
    chmodSync(open.file, 0o666);
    expect((await open.run('put')).notes).toEqual([
      { code: 'key-there-open', facts: { path: open.file } },
    ]);
  });
});

it('takes any comment as a comment', () =>
  eachSeed(25, async (random) => {
    const { folder, run, text } = home(`${OTHER}\n`);
    const parts = [
      ...[
        "'",
        '"',
        '`touch escaped`',
        '$(touch escaped)',
        '; touch escaped',
        '\\',
        '%n',
        '$HOME',
        '*',
      ],
      ...[
        '\u0000',
        '&& touch escaped',
        "'; touch escaped; '",
        '-n',
        '\\0047',
        '密钥',
        ' ',
        '#',
        '|',
        '>escaped',
      ],
    ];
    const typed = Array.from({ length: 1 + random.int(8) }, () => random.pick(parts)).join('');
    const key = readPublicKey(`ssh-ed25519 ${BLOB} ${typed}`)!;
    expect((await run('put', key)).said.code).toBe('key-put');
    expect(text()).toBe(`${OTHER}\n${writtenKey(key)}\n`);
    expect(text().split('\n')).toHaveLength(3);
    expect((await run('drop', key)).said.code).toBe('key-dropped');
    expect(text()).toBe(`${OTHER}\n`);
    expect(readdirSync(folder)).toEqual(['.ssh']);
  }));
