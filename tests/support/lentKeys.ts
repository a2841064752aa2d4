// A real ssh-agent with a key in it, as whoever sits at a computer has one, and programs that ask an
// agent's socket: OpenSSH's own, and one that says what it likes.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ANSWERED, ASKED, framed, MessageReader } from '../../core/sshAgent/agentMessages.ts';
import { FieldReader } from '../../core/sshAgent/agentFields.ts';
import { temporaryDirectory } from './temporary.ts';

const run = promisify(execFile);

export interface PersonsAgent {
  /** Of its socket. */
  path: string;
  /** The line that `ssh-add -l` prints of its key. */
  listed: string;
  /** Its key, as SSH writes it. */
  key: Buffer;
  /** Where another key's file lies, which it doesn't have. */
  other: string;
  /** It stands still, and answers nobody, until it is continued. */
  child: ChildProcess;
  stop(): Promise<void>;
}

/** Resolves once it listens and has its key. */
export async function personsAgent(folder = temporaryDirectory()): Promise<PersonsAgent> {
  const path = join(folder, 'agent');
  const child = spawn('ssh-agent', ['-D', '-a', path], { stdio: 'ignore' });
  await appears(path);
  const [key, other] = [join(folder, 'id'), join(folder, 'other')];
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'me@laptop', '-f', key]);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'another', '-f', other]);
  await run('ssh-add', ['-q', key], { env: withAgent(path) });
  const { stdout } = await run('ssh-keygen', ['-lf', `${key}.pub`]);
  const list = await ask(path, Uint8Array.of(ASKED.list));
  const fields = new FieldReader(list, 5);
  return {
    ...{ path, other, child, listed: stdout.trim(), key: fields.string() },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function appears(path: string): Promise<void> {
  const watcher = watch(dirname(path));
  while (!existsSync(path)) await once(watcher, 'change');
  watcher.close();
}

function withAgent(path: string): NodeJS.ProcessEnv {
  return { ...process.env, SSH_AUTH_SOCK: path };
}

/** What `ssh-add` prints and answers, with that agent. */
export async function sshAdd(
  path: string,
  ...args: string[]
): Promise<{ code: number; text: string }> {
  const child = spawn('ssh-add', args, { env: withAgent(path), stdio: ['ignore', 'pipe', 'pipe'] });
  const parts = [child.stdout, child.stderr].map((one) => one.setEncoding('utf8').toArray());
  const [code] = (await once(child, 'close')) as [number];
  return { code, text: (await Promise.all(parts)).flat().join('').trim() };
}

/** A connection to an agent that stays. */
export class AgentTalk {
  readonly socket: Socket;
  readonly #reader = new MessageReader();
  readonly #answers: Uint8Array[] = [];
  #look: () => void = () => undefined;

  constructor(path: string) {
    this.socket = connect(path).on('error', () => undefined);
    this.socket.on('data', (bytes: Buffer) => {
      this.#answers.push(...this.#reader.push(bytes));
      this.#look();
    });
    this.socket.on('close', () => this.#look());
  }

  /** Undefined: the connection was closed instead. */
  async ask(message: Uint8Array): Promise<Buffer | undefined> {
    this.socket.write(framed(message));
    return this.answer();
  }

  async answer(): Promise<Buffer | undefined> {
    while (this.#answers.length === 0 && !this.socket.destroyed) {
      await new Promise<void>((resolve) => (this.#look = resolve));
    }
    const answer = this.#answers.shift();
    return answer && Buffer.from(answer);
  }
}

/** One question on a connection of its own. Throws where there is no answer. */
export async function ask(path: string, message: Uint8Array): Promise<Buffer> {
  const talk = new AgentTalk(path);
  const answer = await talk.ask(message);
  talk.socket.destroy();
  if (!answer) throw new Error('the connection was closed without an answer');
  return answer;
}

export function text(bytes: Uint8Array | string): Buffer {
  const part = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.byteLength);
  return Buffer.concat([length, part]);
}

export function signRequest(key: Uint8Array, data: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.of(ASKED.sign), text(key), text(data), Buffer.alloc(4)]);
}

/** Whether that is a right signature of ed25519 over the data. */
export function isSigned(answer: Uint8Array, key: Uint8Array, data: string): boolean {
  if (answer[0] !== ANSWERED.signature) return false;
  const signature = new FieldReader(new FieldReader(answer, 1).string());
  const blob = new FieldReader(key);
  if (signature.string().toString() !== blob.string().toString()) return false;
  const x = blob.string().toString('base64url');
  const jwk = { key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' } as const;
  return verify(null, Buffer.from(data), createPublicKey(jwk), signature.string());
}

export const LIST = Uint8Array.of(ASKED.list);
export const FAILURE = Buffer.of(ANSWERED.failure);
