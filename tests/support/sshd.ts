// A private, real OpenSSH server: own host key, port, configuration and user, all thrown away
// on close(). Nothing of this computer's own sshd is read or touched. Needs root, because an
// sshd of an ordinary user can't hand out terminals.
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestUser } from './testUser.ts';
import { makeTestUser, whyNoTestUser } from './testUser.ts';

const run = promisify(execFile);
const SSHD = '/usr/sbin/sshd';
/** Its service, which it calls by its own name. */
const PAM = '/etc/pam.d/sshd';
/** PAM asks by keyboard-interactive, as many things as it likes. */
const BY_PAM = ['UsePAM yes', 'KbdInteractiveAuthentication yes', 'PasswordAuthentication no'];

export interface SshdOptions {
  /** Programs of this computer that its users don't find, as on a machine without them. */
  without?: string[];
  /** Lines of its configuration, before the usual ones. */
  config?: string[];
  /** It has no SFTP. */
  withoutSftp?: boolean;
  /** Lines of its own service of PAM, by which it asks and judges then; this computer's stays as it is. */
  pam?: string[];
}

export interface TestSshd {
  host: string;
  port: number;
  user: string;
  password: string;
  /** The user's home folder on the "remote" machine. */
  home: string;
  /** Private key without a passphrase that the server accepts. */
  identityFile: string;
  /** Starts empty: the first connection asks, as with any new host. */
  knownHostsFile: string;
  /** `-o` options, one a line, that keep the client away from this user's own known hosts. */
  clientOptions: string;
  /** Puts the server's present key into the known hosts file, so that no question comes. */
  trustHostKey(): Promise<void>;
  /** From the next connection on the server shows another host key. */
  swapHostKey(): Promise<void>;
  /** Kills the server side of every open connection, as a crash would. */
  dropConnections(): void;
  /** What the server logged so far. */
  log(): string;
  close(): Promise<void>;
}

/** Why no sshd can be run here; undefined when one can. For skipping a test by name. */
export function whyNoSshd(): string | undefined {
  if (!existsSync(SSHD)) return 'no OpenSSH server is installed (package openssh-server)';
  return whyNoTestUser();
}

async function makeKey(file: string): Promise<string> {
  await rm(file, { force: true });
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'bowline test', '-f', file]);
  return file;
}

/** Where logins look for programs. */
const PATH_FOLDERS = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

/**
 * What this machine may have of Bowline's own, by whatever means: logins find none of it, as on a
 * machine where nobody installed it.
 */
function installedHere(): string[] {
  const names = PATH_FOLDERS.map((folder) => `${folder}/bowline-agent`);
  return [...new Set(names.filter((file) => existsSync(file)).map((file) => realpathSync(file)))];
}

function configuration(dir: string, user: string, sftp: boolean): string {
  return [
    `AuthorizedKeysFile ${dir}/authorized_keys`,
    `AllowUsers ${user}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication no',
    'PermitUserEnvironment no',
    'AllowTcpForwarding yes',
    'AllowStreamLocalForwarding yes',
    'PrintMotd no',
    'PrintLastLog no',
    'PidFile none',
    'UseDNS no',
    'LogLevel VERBOSE',
    ...(sftp ? ['Subsystem sftp internal-sftp'] : []),
    '',
  ].join('\n');
}

async function makeFiles(
  dir: string,
  user: TestUser,
  { config = [], withoutSftp = false, pam }: SshdOptions,
): Promise<void> {
  await chmod(dir, 0o755);
  await mkdir('/run/sshd', { recursive: true }); // sshd's own, empty by its rules
  await writeFile(
    path.join(dir, 'sshd_config'),
    [...config, ...(pam ? BY_PAM : []), configuration(dir, user.name, !withoutSftp)].join('\n'),
  );
  if (pam) await writeFile(path.join(dir, 'pam'), `${pam.join('\n')}\n`);
  await makeKey(path.join(dir, 'id_ed25519'));
  const publicKey = await readFile(path.join(dir, 'id_ed25519.pub'));
  await writeFile(path.join(dir, 'authorized_keys'), publicKey, { mode: 0o644 });
  await writeFile(path.join(dir, 'known_hosts'), '');
}

/** One that has ended in the same moment as another may be gone before Node has told. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The connections now open, each served by an sshd of its own as inetd would start it. */
class Connections {
  readonly #open = new Set<ChildProcess>();
  #log = '';
  hostKey: string;
  readonly #config: string;
  readonly #over: Overlay;

  constructor(config: string, hostKey: string, over: Overlay) {
    this.#config = config;
    this.#over = over;
    this.hostKey = hostKey;
  }

  serve(socket: Socket): void {
    const sshd = [SSHD, '-i', '-e', '-f', this.#config, '-h', this.hostKey];
    const [file, ...args] = this.#over.length > 0 ? overlaid(this.#over, sshd) : sshd;
    const child = spawn(file!, args, { stdio: [socket, socket, 'pipe'], detached: true });
    child.stderr?.on('data', (text: Buffer) => (this.#log += text.toString()));
    this.#open.add(child);
    child.once('exit', () => this.#open.delete(child));
    child.once('spawn', () => socket.destroy()); // the child has its own copy
  }

  kill(): void {
    for (const { pid } of this.#open) if (pid) killGroup(pid);
  }

  async closed(): Promise<void> {
    await Promise.all([...this.#open].map((child) => once(child, 'exit')));
  }

  log(): string {
    return this.#log;
  }
}

/** Files of this computer, and what stands in their place. */
type Overlay = readonly (readonly [target: string, source: string])[];

/** The same command in a file system of its own, in which other files stand in the place of these. */
function overlaid(over: Overlay, command: readonly string[]): string[] {
  const mount = 'while [ "$1" != -- ]; do mount --bind "$2" "$1"; shift 2; done; shift; exec "$@"';
  return ['unshare', '--mount', 'sh', '-c', mount, 'sh', ...over.flat(), '--', ...command];
}

async function listen(connections: Connections): Promise<Server> {
  // Node listens, so the kernel picks the port; each sshd then inherits its own socket.
  const server = createServer({ pauseOnConnect: true }, (socket) => connections.serve(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function trust(dir: string, hostKey: string, port: number): Promise<void> {
  const key = await readFile(`${hostKey}.pub`, 'utf8');
  await writeFile(path.join(dir, 'known_hosts'), `[127.0.0.1]:${port} ${key}`);
}

/** @throws when `whyNoSshd()` has a reason */
export async function startSshd(options: SshdOptions = {}): Promise<TestSshd> {
  const { without = [] } = options;
  const reason = whyNoSshd();
  if (reason) throw new Error(`No private sshd: ${reason}.`);
  const user = await makeTestUser();
  const dir = await mkdtemp(path.join(tmpdir(), 'bowline-sshd-'));
  await makeFiles(dir, user, options);
  const hostKey = await makeKey(path.join(dir, 'host_key'));
  const hidden = [...installedHere(), ...without].map((file) => [file, '/dev/null'] as const);
  const over = [...hidden, ...(options.pam ? [[PAM, path.join(dir, 'pam')] as const] : [])];
  const connections = new Connections(path.join(dir, 'sshd_config'), hostKey, over);
  const server = await listen(connections);
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    user: user.name,
    password: user.password,
    home: user.home,
    identityFile: path.join(dir, 'id_ed25519'),
    knownHostsFile: path.join(dir, 'known_hosts'),
    clientOptions: `UserKnownHostsFile=${dir}/known_hosts\nGlobalKnownHostsFile=/dev/null`,
    trustHostKey: () => trust(dir, connections.hostKey, port),
    swapHostKey: async () => {
      connections.hostKey = await makeKey(path.join(dir, 'other_host_key'));
    },
    dropConnections: () => connections.kill(),
    log: () => connections.log(),
    close: () => close(server, connections, user, dir),
  };
}

async function close(server: Server, connections: Connections, user: TestUser, dir: string) {
  server.close();
  const closed = connections.closed();
  connections.kill();
  await closed;
  await user.remove();
  await rm(dir, { recursive: true, force: true, maxRetries: 20 });
}
