// Fields that are options of ssh: as arguments, as the real ssh reads them, and in a real login.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, copyFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseDraft } from '../../../electron/hosts/hostDraft.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { HostDraft } from '../../../electron/ipc/contract.ts';
import { findProgram } from '../../../electron/programs/localFiles.ts';
import { sshArguments } from '../../../electron/ssh/sshArguments.ts';
import { ownWord } from '../../../electron/ssh/sshPlaces.ts';
import { SETTING_FIELDS } from '../../../electron/ssh/sshSettings.ts';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { says } from '../../support/says.ts';

const run = promisify(execFile);
const host = (change: Partial<StoredHost>): StoredHost => ({ id: 'x', ...sshDraft(), ...change });
const facts = { nameTaken: () => false, hasSecret: () => false };

function optionsOf(change: Partial<StoredHost>): string[] {
  const args: string[] = sshArguments(host(change));
  return args.filter((_, index) => args[index - 1] === '-o');
}

/** Each field with a value, what of it stands on ssh's command line, and what ssh makes of that. */
const ALL: readonly [Partial<HostDraft>, string[], Record<string, string>][] = [
  [
    { proxyCommand: 'nc -x "a b" %h %p' },
    ['ProxyCommand=nc -x "a b" %h %p'],
    { proxycommand: 'nc -x "a b" %h %p' },
  ],
  [
    { logInWith: 'password' },
    ['PreferredAuthentications=password,keyboard-interactive,publickey,gssapi-with-mic,hostbased'],
    {
      preferredauthentications: 'password,keyboard-interactive,publickey,gssapi-with-mic,hostbased',
    },
  ],
  [
    { logInWith: 'key' },
    ['PreferredAuthentications=publickey,gssapi-with-mic,hostbased,keyboard-interactive,password'],
    {
      preferredauthentications: 'publickey,gssapi-with-mic,hostbased,keyboard-interactive,password',
    },
  ],
  [{ logInWith: 'ask' }, [], {}],
  [{ identitiesOnly: 'yes' }, ['IdentitiesOnly=yes'], { identitiesonly: 'yes' }],
  [{ addressFamily: 'inet6' }, ['AddressFamily=inet6'], { addressfamily: 'inet6' }],
  [{ connectTimeout: '40' }, ['ConnectTimeout=40'], { connecttimeout: '40' }],
  [{ keepAliveSeconds: '0' }, ['ServerAliveInterval=0'], { serveraliveinterval: '0' }],
  [
    { strictHostKey: 'accept-new' },
    ['StrictHostKeyChecking=accept-new'],
    { stricthostkeychecking: 'accept-new' },
  ],
  [{ agentForward: 'yes' }, ['ForwardAgent=yes'], { forwardagent: 'yes' }],
  [{ x11: 'yes' }, ['ForwardX11=yes'], { forwardx11: 'yes' }],
  [
    { x11: 'trusted' },
    ['ForwardX11=yes', 'ForwardX11Trusted=yes'],
    { forwardx11: 'yes', forwardx11trusted: 'yes' },
  ],
  [{ compression: 'yes' }, ['Compression=yes'], { compression: 'yes' }],
  [
    { setEnv: 'LANG=de_DE.UTF-8\n\nNOTE=two words # here' },
    ['SetEnv="LANG=de_DE.UTF-8" "NOTE=two words # here"'],
    { setenv: 'NOTE=two words # here' }, // the last of its lines
  ],
  [{ ciphers: 'aes256-ctr' }, ['Ciphers=aes256-ctr'], { ciphers: 'aes256-ctr' }],
  [
    { kexAlgorithms: 'curve25519-sha256,ecdh-sha2-nistp256' },
    ['KexAlgorithms=curve25519-sha256,ecdh-sha2-nistp256'],
    { kexalgorithms: 'curve25519-sha256,ecdh-sha2-nistp256' },
  ],
  [{ macs: 'hmac-sha2-512' }, ['MACs=hmac-sha2-512'], { macs: 'hmac-sha2-512' }],
  [
    { hostKeyAlgorithms: 'ssh-ed25519' },
    ['HostKeyAlgorithms=ssh-ed25519'],
    { hostkeyalgorithms: 'ssh-ed25519' },
  ],
  [{ requestTty: 'force' }, ['RequestTTY=force'], { requesttty: 'force' }],
  [
    { remoteCommand: 'tail -F "a b"' },
    ['RemoteCommand=tail -F "a b"', 'RequestTTY=yes'],
    { remotecommand: 'tail -F "a b"', requesttty: 'true' },
  ],
  [
    { remoteDirectory: '~/50% off', remoteCommand: 'ls', requestTty: 'no' },
    ['RequestTTY=no', "RemoteCommand=cd ~/'50%% off'; ls"],
    { remotecommand: "cd ~/'50% off'; ls", requesttty: 'false' },
  ],
  [
    { certificateFile: '~/no%d such-cert.pub' },
    ['CertificateFile="~/no%d such-cert.pub"'],
    { certificatefile: '~/no%d such-cert.pub' },
  ],
];

it('has an example of each field', () => {
  const shown = new Set(ALL.flatMap(([change]) => Object.keys(change)));
  expect([...shown].sort()).toEqual([...SETTING_FIELDS].sort());
});

it.each(ALL)('%j stands before our own options', (change, options) => {
  const all = optionsOf(change);
  expect(all.slice(0, options.length)).toEqual(options);
  expect(all.slice(options.length)).toContain('EscapeChar=none');
});

it.each(ALL)('%j passes the checks of its field', (change) => {
  const { certificateFile: _, ...checked } = change; // a file that isn't there is told of
  expect(parseDraft(sshDraft(checked), facts)).toMatchObject({ ok: true, draft: checked });
});

describe('as ssh reads it,', () => {
  beforeEach((test) => needs(findProgram('ssh') ? undefined : 'there is no ssh', test));

  it.each(ALL)('%j arrives at its setting', async (change, _, expected) => {
    const { stdout } = await run('ssh', ['-F', 'none', '-G', ...sshArguments(host(change))]);
    const lines = stdout.split('\n').map((line) => line.split(/ (.*)/s));
    expect(Object.fromEntries(lines)).toMatchObject(expected);
  });
});

it('an option typed by hand goes before its field, which then isn’t given', () => {
  const options = 'compression yes'.replace(' ', '=') + '\nSetEnv=A=b\nProxyJump=a';
  const all = optionsOf({ options, compression: 'no', setEnv: 'C=d', x11: 'yes' });
  expect(all.filter((one) => /^(compression|setenv)/i.test(one))).toEqual([
    'compression=yes',
    'SetEnv=A=b',
  ]);
  expect(all).toContain('ForwardX11=yes');
});

it('what ssh is used for goes before a start command', () => {
  const use = { options: [ownWord('RemoteCommand=none'), ownWord('RequestTTY=no')] };
  const args = sshArguments(host({ remoteCommand: 'ls', requestTty: 'force' }), use);
  expect(args.filter((one) => /^(RemoteCommand|RequestTTY)/.test(one))).toEqual([
    'RemoteCommand=none',
    'RequestTTY=no',
  ]);
});

it.each([
  { proxyCommand: 'nc %h %p' },
  { options: 'ProxyCommand=nc %h %p' },
  { options: 'proxyjump = other' },
])('a jump host is left out beside %j, which ssh would refuse together', (change) => {
  expect(sshArguments(host({ jumpHost: 'gate', ...change }))).not.toContain('-J');
});

it.each([
  [{ connectTimeout: '0' }, /from 1 to 86400/],
  [{ connectTimeout: '1.5' }, /whole number/],
  [{ keepAliveSeconds: '-1' }, /from 0 to/],
  [{ ciphers: 'aes256-ctr, aes128-ctr' }, /without spaces/],
  [{ macs: '-oProxyCommand=x' }, /separated by commas/],
  [{ setEnv: 'A=b\nC' }, /Line 2 is no variable/],
  [{ setEnv: 'A="b"' }, /Line 1 has a quotation mark/],
  [{ remoteDirectory: "it's" }, /Leave them out/],
  [{ remoteDirectory: '-P' }, /can’t start with a dash/],
  [{ remoteCommand: 'a\u0007b' }, /can’t be seen/],
  [{ proxyCommand: 'a\nb' }, /can’t be seen/],
  [{ certificateFile: '/no/such/cert.pub' }, /no such file/],
] as const)('%j is refused at its field', (change, words) => {
  const [field] = Object.keys(change) as [string];
  const refused = parseDraft(sshDraft(change), facts);
  expect(refused).toMatchObject({ ok: false, errors: { [field]: says(words) } });
});

describe('a real login', () => {
  let sshd: TestSshd;
  const authority = mkdtempSync(path.join(tmpdir(), 'bowline-authority-'));

  beforeAll(async () => {
    if (whyNoSshd()) return;
    const ca = path.join(authority, 'ca');
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', ca]);
    await chmod(authority, 0o755);
    const config = ['AcceptEnv NOTE', `TrustedUserCAKeys ${ca}.pub`, 'Compression yes'];
    sshd = await startSshd({ config });
    await sshd.trustHostKey();
  });
  afterAll(async () => {
    rmSync(authority, { recursive: true });
    await sshd?.close();
  });
  beforeEach((test) => needs(whyNoSshd(), test));

  /** What the login says and prints. */
  async function login(change: Partial<StoredHost>, command?: string) {
    const { host: address, port, user, identityFile, clientOptions } = sshd;
    const options = `${clientOptions}\nBatchMode=yes\nLogLevel=DEBUG1`;
    const all = { address, port: String(port), user, identityFile, options, ...change };
    const args = sshArguments(host(all));
    const given = command === undefined ? [] : [command];
    return run('ssh', ['-F', 'none', ...args, ...given]);
  }

  it('sets variables', async () => {
    const { stdout } = await login({ setEnv: 'NOTE=two  words # here' }, 'printf %s "$NOTE"');
    expect(stdout).toBe('two  words # here');
  });

  it('compresses', async () => {
    expect((await login({ compression: 'yes' }, 'true')).stderr).toMatch(
      /compression: zlib@openssh.com/,
    );
    expect((await login({ compression: 'no' }, 'true')).stderr).toMatch(/compression: none/);
  });

  it('goes by the family of addresses that it is told', async () => {
    await expect(login({ addressFamily: 'inet6' }, 'true')).rejects.toThrow(
      /not supported|resolve/,
    );
    await login({ addressFamily: 'inet' }, 'true');
  });

  it('runs the start command, in the start folder', async () => {
    const folder = path.join(sshd.home, '50% %h "off"');
    mkdirSync(folder);
    const { stdout } = await login({
      remoteDirectory: '~/50% %h "off"',
      remoteCommand: 'pwd',
      requestTty: 'no',
    });
    expect(stdout.trim()).toBe(folder);
    const shell = await login({ remoteDirectory: folder, remoteCommand: 'date +%A%%; pwd' });
    expect(shell.stdout).toMatch(/day%/);
    expect(shell.stdout).toContain(folder);
  });

  it('goes by a proxy command', async () => {
    const script = path.join(temporaryDirectory(), 'way');
    const text = "const s=require('net').connect(+process.argv[3],process.argv[2]);";
    writeFileSync(script, `${text}process.stdin.pipe(s).pipe(process.stdout);`);
    const proxyCommand = `${process.execPath} ${script} %h %p`;
    const { stdout, stderr } = await login({ proxyCommand }, 'echo there');
    expect(stdout).toBe('there\n');
    expect(stderr).toContain(
      `Executing proxy command: exec ${process.execPath} ${script} 127.0.0.1`,
    );
  });

  it('shows a certificate, for a key that the server doesn’t know', async () => {
    const folder = path.join(temporaryDirectory(), 'my keys');
    mkdirSync(folder);
    const key = path.join(folder, 'own');
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    await expect(login({ identityFile: key }, 'true')).rejects.toThrow(/Permission denied/);
    const sign = ['-q', '-s', path.join(authority, 'ca'), '-I', 'me', '-n', sshd.user];
    await run('ssh-keygen', [...sign, `${key}.pub`]);
    const certificateFile = path.join(folder, 'signed 100%d.pub');
    await copyFile(`${key}-cert.pub`, certificateFile);
    expect(await readFile(certificateFile, 'utf8')).toContain('cert-v01');
    await run('rm', [`${key}-cert.pub`]); // else ssh finds it by itself
    const { stdout } = await login({ identityFile: key, certificateFile }, 'echo in');
    expect(stdout).toBe('in\n');
  });
});
