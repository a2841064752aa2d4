// What `~/.ssh` and ssh-agent hold, with the real tools: keys of each kind, and what isn't one.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { publicHalf } from '../../../electron/keys/changeKey.ts';
import { AGENT_LIMIT_MS } from '../../../electron/keys/agentKeys.ts';
import { listKeys } from '../../../electron/keys/listKeys.ts';
import type { LocalKey } from '../../../electron/ipc/contract.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { keygen, keyPlace, startAgent } from './rig.ts';

const byName = (keys: LocalKey[], name: string) => keys.find((key) => key.name === name);

describe('keys of this computer', () => {
  it('are none where there is no folder, or no ssh-agent', async () => {
    const place = keyPlace();
    const found = await listKeys(place);
    expect(found).toMatchObject({ keys: [], agentKeys: [], says: null, folder: '~/.ssh' });
    expect(found.agentSays?.code).toBe('agent-missing');
    expect(found.makes.slice(0, 2)).toEqual([
      { type: 'ed25519', name: 'id_ed25519' },
      { type: 'rsa', name: 'id_rsa' },
    ]);
    expect(found.comment).toMatch(/.@./);
  });

  it('are told with what ssh-keygen knows of them', async () => {
    const place = keyPlace();
    const { folder } = place;
    keygen(folder, 'id_ed25519', '-C', 'Schlüssel von 王伟');
    keygen(folder, 'work', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', 'geheim-1');
    keygen(folder, 'alone');
    rmSync(path.join(folder, 'alone.pub'));
    keygen(folder, 'half');
    rmSync(path.join(folder, 'half'));
    const ca = keygen(temporaryDirectory(), 'ca');
    execFileSync('ssh-keygen', [
      ...['-q', '-s', ca, '-I', 'of me', '-n', 'root,deploy', '-V', '+1d'],
      path.join(folder, 'id_ed25519.pub'),
    ]);
    for (const name of ['config', 'known_hosts', 'authorized_keys']) {
      writeFileSync(path.join(folder, name), 'nothing of a key\n');
    }
    mkdirSync(path.join(folder, 'id_folder'));
    const { keys, makes } = await listKeys(place);
    expect(keys.map(({ name }) => name)).toEqual(['alone', 'half', 'id_ed25519', 'work']);
    expect(byName(keys, 'id_ed25519')).toMatchObject({
      ...{
        type: 'ED25519',
        bits: 256,
        comment: 'Schlüssel von 王伟',
        passphrase: 'no',
        problem: null,
      },
      ...{ hasPrivate: true, hardware: false, inAgent: false },
      files: ['id_ed25519', 'id_ed25519.pub', 'id_ed25519-cert.pub'],
      certificate: { keyId: 'of me', principals: ['root', 'deploy'], ofHost: false },
    });
    expect(byName(keys, 'id_ed25519')?.certificate?.valid).toMatch(/^from \d{4}-.* to \d{4}-/);
    expect(byName(keys, 'work')).toMatchObject({ type: 'RSA', bits: 2048, passphrase: 'yes' });
    expect(byName(keys, 'alone')).toMatchObject({
      type: 'ED25519',
      files: ['alone'],
      problem: null,
    });
    expect(byName(keys, 'half')).toMatchObject({
      ...{ hasPrivate: false, passphrase: 'unknown', problem: { code: 'key-private-missing' } },
    });
    expect(makes[0]?.name).toBe('id_ed25519_2');
  });

  it('say why ssh won’t use them, and what to do', async () => {
    const place = keyPlace();
    const { folder } = place;
    chmodSync(keygen(folder, 'open'), 0o644);
    keygen(folder, 'mixed');
    const other = keygen(temporaryDirectory(), 'other');
    writeFileSync(path.join(folder, 'mixed.pub'), readFileSync(`${other}.pub`));
    writeFileSync(path.join(folder, 'putty.ppk'), 'PuTTY-User-Key-File-3: ssh-ed25519\n', {
      mode: 0o600,
    });
    writeFileSync(path.join(folder, 'broken'), '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n', {
      mode: 0o600,
    });
    const fifo = path.join(folder, 'id_pipe');
    spawnSync('mkfifo', [fifo]); // would be waited for
    const { keys } = await listKeys(place);
    expect(keys.map(({ name, problem }) => [name, problem?.code])).toEqual([
      ['broken', 'key-not-understood'],
      ['mixed', 'key-halves-differ'],
      ['open', 'key-open'],
      ['putty.ppk', 'key-of-putty'],
    ]);
    expect(byName(keys, 'open')?.advice?.facts).toEqual({ path: path.join(folder, 'open') });
  });
});

describe('ssh-agent', () => {
  it('is asked what it holds, also without a file', async () => {
    const SSH_AUTH_SOCK = startAgent();
    const env = { ...process.env, SSH_AUTH_SOCK };
    const place = keyPlace({ SSH_AUTH_SOCK });
    expect(await listKeys(place)).toMatchObject({ agentKeys: [], agentSays: null });
    const here = keygen(place.folder, 'id_ed25519');
    const elsewhere = keygen(temporaryDirectory(), 'usb', '-C', 'on a stick');
    execFileSync('ssh-add', ['-q', here, elsewhere], { env, stdio: 'ignore' });
    const { keys, agentKeys } = await listKeys(place);
    expect(keys.map(({ inAgent }) => inAgent)).toEqual([true]);
    expect(agentKeys.map(({ comment }) => comment)).toContain('on a stick');
    const held = agentKeys.find(({ comment }) => comment === 'on a stick')!;
    const half = await publicHalf(held.id, place);
    expect(readFileSync(`${elsewhere}.pub`, 'utf8')).toContain(half.blob);
  });

  it('is said to be gone, or to hang', async () => {
    const gone = await listKeys(keyPlace({ SSH_AUTH_SOCK: '/nowhere/agent' }));
    expect(gone.agentSays?.code).toBe('agent-gone');
    const socket = path.join(temporaryDirectory(), 'hangs');
    const server = createServer(() => undefined).listen(socket);
    onTestFinished(() => void server.close());
    const place = keyPlace({ SSH_AUTH_SOCK: socket });
    // Time goes faster for what waits for it.
    const clock = {
      ...place.clock,
      after: (ms: number, act: () => void) =>
        place.clock.after(ms === AGENT_LIMIT_MS ? 200 : ms, act),
    };
    const { agentSays } = await listKeys({ ...place, clock });
    expect(agentSays).toEqual({ code: 'agent-hangs', facts: { seconds: 5 } });
  });
});
