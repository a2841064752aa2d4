// Bounds of keys that are lent to a shell's programs.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { Conversation } from '../../../agent/keys/conversation.ts';
import { KeySockets } from '../../../agent/keys/keySocket.ts';
import type { Lender } from '../../../agent/keys/lender.ts';
import { LentStream } from '../../../agent/keys/lentStream.ts';
import { framed, MessageReader } from '../../../core/sshAgent/agentMessages.ts';
import { CarriedStreams } from '../../../core/tunnel/carriedStreams.ts';
import { LIST } from '../../support/lentKeys.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { randomId } from '../../support/rawSocket.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import type { Limit } from './limit.ts';

function message(bytes: number): string {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes);
  try {
    new MessageReader().push(head);
    return '';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

async function connections(count: number): Promise<string> {
  const sockets = new KeySockets(temporaryDirectory());
  const { path, close } = sockets.open(randomId(), (socket) => socket.write('hello'));
  const all = Array.from({ length: count }, () => connect(path));
  const heard = await Promise.all(all.map(served));
  all.forEach((socket) => socket.destroy());
  close();
  return heard.every(Boolean) ? '' : 'closed';
}

/** Whether it is taken, and not closed at once. */
function served(socket: Socket): Promise<boolean> {
  socket.on('error', () => undefined);
  return Promise.race([
    once(socket, 'data').then(() => true),
    new Promise<boolean>((resolve) => socket.once('close', () => resolve(false))),
  ]);
}

async function waits(ms: number): Promise<string> {
  const clock = new ManualClock();
  const streams = new CarriedStreams({ clock, limit: 1 });
  const open = (): LentStream => {
    const stream: LentStream = new LentStream(
      streams.make('a', { onConnected: () => undefined, onEnd: () => stream.ended() }),
    );
    return stream;
  };
  const lender = { open } as unknown as Lender;
  const answers: Uint8Array[] = [];
  const write = (bytes: Uint8Array, _encoding: string, done: () => void): void => {
    answers.push(bytes);
    done();
  };
  const socket = new Duplex({ read: () => undefined, write }) as unknown as Socket;
  new Conversation({ socket, clock, lending: () => ({ lender, guestsType: false }) });
  socket.push(framed(LIST));
  await settle();
  clock.advance(ms - 1);
  await settle();
  return answers.length > 0 ? 'refused' : '';
}

export const KEY_LIMITS = {
  maxKeyMessage: { takes: message, refusal: 'key-message-too-large' },
  maxKeyConnections: { takes: connections, refusal: 'closed' },
  keyAnswerMs: { takes: waits, refusal: 'refused' },
} satisfies Record<string, Limit>;
