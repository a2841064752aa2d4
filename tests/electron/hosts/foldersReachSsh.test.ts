// What folders say gets to ssh: read back by ssh itself (`-G`), and in a login on a real server where
// user, port and key are a folder's. A change holds from the next connection on.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connectable } from '../../../electron/hosts/connectable.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { FolderFields, GivenDraft } from '../../../electron/ipc/contract.ts';
import { findProgram } from '../../../electron/programs/localFiles.ts';
import { sshArguments } from '../../../electron/ssh/sshArguments.ts';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const run = promisify(execFile);

function makeStore() {
  const hosts = new HostStore({
    folder: temporaryDirectory(),
    secretBox: plainBox,
    loginShell: '/bin/sh',
    now: () => new Date('2026-11-30T12:00:00Z'),
    warn: (line) => expect.fail(line),
  });
  const connectable = new Connectable({
    find: (id) => hosts.get(id),
    allowed: () => [],
    allow: () => {},
  });
  const folder = (name: string, parent: string | null, fields: FolderFields, id?: string) => {
    const result = hosts.folders.save({ name, parent, color: 'none', fields }, id ?? null);
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    return result.folder.id;
  };
  const host = (change: Partial<GivenDraft>) => {
    const result = hosts.save({ kind: 'ssh', name: 'web', color: 'none', ...change }, null);
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    return result.host.id;
  };
  const words = (id: string): string[] => {
    const found = connectable.get(id)!;
    expect(found.problem ?? null).toBeNull();
    return sshArguments(found);
  };
  return { hosts, folder, host, words };
}

/** What the real ssh makes of it, by its own names; each option's last line. */
async function readBack(words: readonly string[]): Promise<Map<string, string>> {
  const { stdout } = await run('ssh', ['-F', 'none', '-G', ...words]);
  const lines = stdout.split('\n').map((line) => line.split(' '));
  return new Map(lines.map(([key = '', ...value]) => [key, value.join(' ')]));
}

describe('what folders say', () => {
  it('is what ssh is told, the nearest first, and what the host says before all', async (test) => {
    needs(findProgram('ssh') ? undefined : 'no ssh is installed', test);
    const { folder, host, words } = makeStore();
    const outer = folder('Production', null, {
      ...{ user: 'root', port: '2200', identityFile: '/etc/passwd', keepAliveSeconds: '7' },
      ...{ compression: 'yes', agentForward: 'yes', ciphers: 'aes256-ctr', setEnv: 'A=1\nB=1' },
      ...{ options: 'TCPKeepAlive=no\nLogLevel=ERROR', addressFamily: 'inet' },
    });
    const inner = folder('eu', outer, {
      ...{ port: '2222', agentForward: 'ssh', setEnv: 'B=2', options: 'loglevel=DEBUG2' },
      ...{ remoteCommand: 'tail -F log', strictHostKey: 'accept-new' },
    });
    const id = host({ address: 'web.example', folder: inner, compression: 'no' });
    const said = await readBack(words(id));
    expect(Object.fromEntries(said)).toMatchObject({
      ...{ hostname: 'web.example', user: 'root', port: '2222', identityfile: '/etc/passwd' },
      ...{ serveraliveinterval: '7', compression: 'no', forwardagent: 'no', ciphers: 'aes256-ctr' },
      ...{ tcpkeepalive: 'no', loglevel: 'DEBUG2', addressfamily: 'inet' },
      ...{ remotecommand: 'tail -F log', stricthostkeychecking: 'accept-new' },
    });
    expect(words(id)).toContain('SetEnv="B=2" "A=1"');
  });

  it('is the way, but for the jump host that lies there itself', () => {
    const { hosts, folder, host, words } = makeStore();
    const id = folder('Production', null, { user: 'ops' });
    const gate = host({ name: 'gate', address: 'gate.example', folder: id });
    const web = host({ name: 'web', address: 'web.example', folder: id });
    folder('Production', null, { user: 'ops', jumpHost: `outer.example,host:${gate}` }, id);
    expect(words(web).join(' ')).toContain('-J outer.example,ops@gate.example ');
    expect(words(gate).join(' ')).toContain('-J outer.example ');
    folder('Production', null, { jumpHost: `host:${gate}` }, id);
    expect(words(gate)).not.toContain('-J');
    expect(hosts.list().map(({ inherited }) => Object.keys(inherited))).toEqual([[], ['jumpHost']]);
    const straight = host({ name: 'other', address: 'o', folder: id, jumpHost: 'none' });
    expect(words(straight).join(' ')).toContain('-J none ');
  });
});

describe('a login on a real server', () => {
  let sshd: TestSshd | undefined;

  beforeAll(async () => {
    if (whyNoSshd()) return;
    sshd = await startSshd();
    await sshd.trustHostKey();
  });
  afterAll(() => sshd?.close());

  it('has user, port and key of its folder; a change is the next connection’s', async (test) => {
    needs(whyNoSshd(), test);
    const { host: address, port, user, identityFile, clientOptions } = sshd!;
    const { folder, host, words } = makeStore();
    const options = `${clientOptions}\nBatchMode=yes`;
    const said = { user, port: String(port), identityFile, options };
    const outer = folder('Production', null, said);
    const inner = folder('eu', outer, {});
    const id = host({ address, folder: inner });
    const login = (command: string) => ['-F', 'none', ...words(id), command];
    const { stdout } = await run('ssh', login('id -un'));
    expect(stdout.trim()).toBe(user);

    const open = spawn('ssh', login('cat'), { stdio: ['pipe', 'pipe', 'inherit'] });
    open.stdin.write('before\n');
    await once(open.stdout, 'data');
    folder('eu', outer, { user: 'nobody-by-this-name' }, inner);
    await expect(run('ssh', login('true'))).rejects.toThrow(/Permission denied/);
    open.stdin.write('after\n');
    expect(String((await once(open.stdout, 'data'))[0])).toBe('after\n');
    open.stdin.end();
    await once(open, 'exit');
    folder('eu', outer, {}, inner);
    await run('ssh', login('true'));
  });
});
