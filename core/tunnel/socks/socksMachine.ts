// The server's side of SOCKS4, 4a and 5 (RFC 1928, 1929) up to the point where bytes are carried:
// bytes in, replies and one request out. Pure. CONNECT only; whoever asks for more is told so.
import { readName, readUserPass, readV4, readV5Address, type Parsed } from './socksParse.ts';
import { replyV4, replyV5, REPLY } from './socksReplies.ts';

/** The longest thing a client has to say, a user name and password of 255 bytes each, and more. */
const MOST_BYTES = 1024;
const NO_LOGIN = 0;
const USER_AND_PASSWORD = 2;
const NOTHING_DOES = 0xff;
const CONNECT = 1;

export interface SocksLogin {
  user: string;
  password: string;
}

export type SocksRefusal = 'socks-bad' | 'socks-unsupported' | 'socks-login';

export interface SocksStep {
  /** To be sent to the client; may be empty. */
  reply: Uint8Array;
  /** What the client wants to be connected to. */
  request?: { host: string; port: number };
  /** The client is to be closed after the reply. */
  refused?: SocksRefusal;
}

type Stage = 'greeting' | 'login' | 'request' | 'asked' | 'over';

export class SocksMachine {
  readonly #login: SocksLogin | undefined;
  readonly #equal: (a: string, b: string) => boolean;
  #held = new Uint8Array(0);
  #stage: Stage = 'greeting';
  #version: 4 | 5 = 5;

  /** `equal` compares secrets; in constant time, where it matters. */
  constructor(login?: SocksLogin, equal = (a: string, b: string): boolean => a === b) {
    this.#login = login;
    this.#equal = equal;
  }

  /** What came behind the request already: the first bytes to be carried. */
  get rest(): Uint8Array {
    return this.#held;
  }

  /** Takes what the client sent. Not to be called any more after a request or a refusal. */
  feed(bytes: Uint8Array): SocksStep {
    this.#held = join([this.#held, bytes]);
    const replies: Uint8Array[] = [];
    for (;;) {
      const step = this.#next();
      if (step) replies.push(step.reply);
      if (step && !step.request && !step.refused) continue;
      const tooMuch = !step && this.#held.byteLength > MOST_BYTES;
      const last = tooMuch ? this.#refuse('socks-bad') : step;
      return { ...last, reply: join(replies) };
    }
  }

  /** Says that the connection stands. */
  connected(): Uint8Array {
    return this.#version === 4 ? replyV4(true) : replyV5(REPLY.succeeded);
  }

  /** Says that it couldn't be made; `code` is a named error of tunnels. */
  failed(code: string): Uint8Array {
    return this.#version === 4 ? replyV4(false) : replyV5(REPLY[code] ?? REPLY.failure);
  }

  /** One step further, if what is held is enough for it. */
  #next(): SocksStep | undefined {
    switch (this.#stage) {
      case 'greeting':
        return this.#greet();
      case 'login':
        return this.#take(readUserPass(this.#held), (given) => this.#checkLogin(given));
      case 'request':
        return this.#request();
      default:
        return undefined;
    }
  }

  #greet(): SocksStep | undefined {
    const [version, count] = this.#held;
    if (version === 4) return this.#requestV4();
    if (version !== 5 && version !== undefined) return this.#refuse('socks-bad');
    if (count === undefined || this.#held.byteLength < 2 + count) return undefined;
    const wanted = this.#login ? USER_AND_PASSWORD : NO_LOGIN;
    const offered = this.#held.subarray(2, 2 + count).includes(wanted);
    this.#drop(2 + count);
    if (!offered) return this.#refuse('socks-login', Uint8Array.of(5, NOTHING_DOES));
    this.#stage = this.#login ? 'login' : 'request';
    return { reply: Uint8Array.of(5, wanted) };
  }

  #checkLogin({ user, password }: SocksLogin): SocksStep {
    const { user: name, password: secret } = this.#login!;
    // Both are compared, so that the time tells nothing of which was wrong.
    const right = [this.#equal(user, name), this.#equal(password, secret)].every(Boolean);
    if (!right) return this.#refuse('socks-login', Uint8Array.of(1, 1));
    this.#stage = 'request';
    return { reply: Uint8Array.of(1, 0) };
  }

  #request(): SocksStep | undefined {
    const [version, command, , kind] = this.#held;
    if (version !== undefined && version !== 5) return this.#refuse('socks-bad');
    if (kind === undefined) return undefined;
    return this.#take(readV5Address(this.#held), (target) => {
      if (target === 'unknown-kind')
        return this.#refuse('socks-unsupported', replyV5(REPLY.addressKind));
      if (command !== CONNECT) return this.#refuse('socks-unsupported', replyV5(REPLY.command));
      return this.#ask(target.host, target.port);
    });
  }

  #requestV4(): SocksStep | undefined {
    this.#version = 4;
    return this.#take(readV4(this.#held), ({ command, host, port }) => {
      // It knows no passwords.
      if (this.#login) return this.#refuse('socks-login', replyV4(false));
      if (command !== CONNECT) return this.#refuse('socks-unsupported', replyV4(false));
      return this.#ask(host, port);
    });
  }

  #ask(host: string, port: number): SocksStep {
    const name = readName(host);
    if (name === undefined || port === 0) return this.#refuse('socks-bad', this.failed('bad'));
    this.#stage = 'asked';
    return { reply: new Uint8Array(0), request: { host: name, port } };
  }

  #take<T>(parsed: Parsed<T>, use: (value: T) => SocksStep): SocksStep | undefined {
    if (parsed === 'more') return undefined;
    if (parsed === 'bad') return this.#refuse('socks-bad');
    this.#drop(parsed.length);
    return use(parsed.value);
  }

  #refuse(refused: SocksRefusal, reply: Uint8Array = new Uint8Array(0)): SocksStep {
    this.#stage = 'over';
    return { reply, refused };
  }

  #drop(bytes: number): void {
    this.#held = this.#held.slice(bytes);
  }
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
