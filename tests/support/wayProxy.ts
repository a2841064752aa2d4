// A small real SOCKS 5 and HTTP proxy on a port of loopback, which leads on, wants a login, refuses, or says
// whatever a test wants it to.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { destroyHard } from '../../core/tunnel/socketEnd.ts';

export interface ProxyLogin {
  user: string;
  password: string;
}

export interface WayProxyOptions {
  kind: 'socks5' | 'http';
  /** Wanted from whoever comes. */
  login?: ProxyLogin;
  /** In place of an answer to the first bytes. */
  says?: (socket: Socket) => void;
  /** In place of a connection: the code of SOCKS, the status of HTTP. */
  refuses?: number;
}

export class WayProxy {
  /** `host:port` of each way that was asked for. */
  readonly asked: string[] = [];
  /** Each login that was tried. */
  readonly logins: ProxyLogin[] = [];
  readonly options: WayProxyOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async open(options: WayProxyOptions): Promise<WayProxy> {
    const proxy = new WayProxy(options);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  private constructor(options: WayProxyOptions) {
    this.options = options;
    this.#server = createServer((socket) => void this.#meet(socket).catch(() => socket.destroy()));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) destroyHard(socket);
    await once(this.#server, 'close');
  }

  async #meet(socket: Socket): Promise<void> {
    this.#keep(socket);
    const { kind, says } = this.options;
    const bytes = new Bytes(socket);
    if (says) return says(socket);
    await (kind === 'http' ? this.#http(socket, bytes) : this.#socks(socket, bytes));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
  }

  async #socks(socket: Socket, bytes: Bytes): Promise<void> {
    const { login, refuses } = this.options;
    const [, count = 0] = await bytes.take(2);
    const methods = await bytes.take(count);
    const method = login ? 2 : 0;
    socket.write(Buffer.from([5, methods.includes(method) ? method : 0xff]));
    if (login && !(await this.#socksLogin(socket, bytes, login))) return void socket.end();
    const [, , , type = 0] = await bytes.take(4);
    const host = await socksHost(bytes, type);
    const port = (await bytes.take(2)).readUInt16BE();
    this.asked.push(`${host}:${port}`);
    const answer = (code: number): Buffer => Buffer.from([5, code, 0, 1, 127, 0, 0, 1, 4, 0]);
    if (refuses !== undefined) return void socket.end(answer(refuses));
    await this.#lead(socket, { host, port }, answer(0));
  }

  async #socksLogin(socket: Socket, bytes: Bytes, login: ProxyLogin): Promise<boolean> {
    const [, length = 0] = await bytes.take(2);
    const user = (await bytes.take(length)).toString();
    const password = (await bytes.take((await bytes.take(1))[0]!)).toString();
    this.logins.push({ user, password });
    const isRight = user === login.user && password === login.password;
    socket.write(Buffer.from([1, isRight ? 0 : 1]));
    return isRight;
  }

  async #http(socket: Socket, bytes: Bytes): Promise<void> {
    const { login, refuses } = this.options;
    const head = await bytes.head();
    const [, host = '', port = ''] = /^CONNECT (\S+):(\d+) HTTP\/1\.1\r\n/.exec(head) ?? [];
    const [, basic = ''] = /^Proxy-Authorization: Basic (\S+)\r$/im.exec(head) ?? [];
    const [user = '', password = ''] = Buffer.from(basic, 'base64').toString().split(/:(.*)/s);
    if (basic) this.logins.push({ user, password });
    if (login && !(user === login.user && password === login.password)) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    this.asked.push(`${host}:${port}`);
    if (refuses !== undefined) return void socket.end(`HTTP/1.1 ${refuses} No\r\n\r\n`);
    const end = { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
    await this.#lead(socket, end, 'HTTP/1.1 200 Connection established\r\nVia: a test\r\n\r\n');
  }

  async #lead(socket: Socket, to: { host: string; port: number }, answer: Buffer | string) {
    const target = connect(to);
    this.#keep(target);
    await once(target, 'connect');
    socket.write(answer);
    socket.removeAllListeners('data').pipe(target).pipe(socket);
  }
}

async function socksHost(bytes: Bytes, type: number): Promise<string> {
  if (type === 1) return [...(await bytes.take(4))].join('.');
  if (type === 3) return (await bytes.take((await bytes.take(1))[0]!)).toString();
  const groups = (await bytes.take(16)).toString('hex').match(/.{4}/g)!;
  return `[${groups.join(':')}]`;
}

/** What comes, in the pieces in which it is read. */
class Bytes {
  #held: Buffer = Buffer.alloc(0);
  #more: () => void = () => undefined;

  constructor(socket: Socket) {
    socket.on('data', (piece) => {
      this.#held = Buffer.concat([this.#held, piece]);
      this.#more();
    });
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await new Promise<void>((more) => (this.#more = more));
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  /** Up to the first empty line. */
  async head(): Promise<string> {
    for (let text = ''; ;) {
      if (text.endsWith('\r\n\r\n')) return text;
      text += (await this.take(1)).toString('latin1');
    }
  }
}
