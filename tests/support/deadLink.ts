// A link that can die: a relay in a process of its own that is stopped, with the queue of its
// listener full. The kernel then drops every SYN, as a network does that lost its way, while a
// proxy that is merely silent would still take connections.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** The kernel takes one connection more than the backlog that was asked for, then drops SYNs. */
const BACKLOG = 1;

const RELAY = `
const { connect, createServer } = require('node:net');
const server = createServer({ noDelay: true }, (client) => {
  const agent = connect({ port: Number(process.argv[1]), host: '127.0.0.1', noDelay: true });
  for (const [one, other] of [[client, agent], [agent, client]]) {
    one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other);
  }
});
server.listen({ port: 0, host: '127.0.0.1', backlog: ${BACKLOG} }, () =>
  console.log(server.address().port));
`;

export class DeadLink {
  readonly port: number;
  readonly #relay: ChildProcessByStdio<null, Readable, null>;
  #waiting: Socket[] = [];

  /** Listens on a free port of 127.0.0.1, and leads to `target` there. */
  static async open(target: number): Promise<DeadLink> {
    const args = ['-e', RELAY, String(target)];
    const relay = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(relay.stdout, 'data')) as [Buffer];
    return new DeadLink(relay, Number(line.toString()));
  }

  private constructor(relay: ChildProcessByStdio<null, Readable, null>, port: number) {
    this.#relay = relay;
    this.port = port;
  }

  /** Nothing passes any more, neither on what stands nor on what is dialled. */
  async die(): Promise<void> {
    this.#relay.kill('SIGSTOP');
    for (let place = 0; place <= BACKLOG; place++) {
      const socket = connect({ port: this.port, host: '127.0.0.1' });
      this.#waiting.push(socket);
      await once(socket, 'connect');
    }
  }

  /** Resolves once the relay takes connections again. */
  async comeBack(): Promise<void> {
    this.#relay.kill('SIGCONT');
    for (const socket of this.#waiting) socket.destroy();
    this.#waiting = [];
    const probe = connect({ port: this.port, host: '127.0.0.1' });
    await once(probe, 'connect');
    probe.destroy();
  }

  async close(): Promise<void> {
    const gone = once(this.#relay, 'exit');
    this.#relay.kill('SIGKILL');
    await gone;
  }
}
