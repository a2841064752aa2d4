// Bounds of tunnels: streams and listeners of one connection and of all, and how long they wait.
import { ForwardRules } from '../../../agent/tunnel/forwardRules.ts';
import { TunnelService } from '../../../agent/tunnel/tunnelService.ts';
import { CarriedStreams } from '../../../core/tunnel/carriedStreams.ts';
import { encode, type AllBodies } from '../../../core/wire/messages.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { MemoryAgent } from '../../support/memoryAgent.ts';
import { randomId } from '../../support/rawSocket.ts';
import { times, type Limit } from './limit.ts';

/** No rule allows it, which is found out later. */
const NOWHERE = { kind: 'tcp', host: '192.0.2.1', port: 1 } as const;

const connectBody = (window = 1_000): AllBodies['connect'] => ({
  ...{ stream: randomId(), window, target: NOWHERE },
});

/** All in one turn, so that none is over before the last one comes. */
async function begun<K extends 'connect' | 'listen'>(
  type: K,
  count: number,
  body: () => AllBodies[K],
): Promise<string> {
  const { socket } = await new MemoryAgent().login(['tunnels']);
  const frames = Array.from({ length: count }, (_, n) => encode(type, n + 1, body()));
  await socket.hearBytes(Buffer.concat(frames));
  const codes = socket.sent.map((one) => (one.type === 'reset' ? one.body.code : ''));
  return codes.find((code) => code.startsWith('too-many')) ?? '';
}

function service(): TunnelService {
  return new TunnelService({ clock: new ManualClock(), rules: new ForwardRules() });
}

function listeners(count: number): string {
  const tunnels = service();
  const none = (): undefined => undefined;
  const seat = { listening: none, refused: none, ask: none };
  return times(count, (n) => tunnels.listen(`${n}`, NOWHERE, seat));
}

async function granted(window: number): Promise<string> {
  const { socket } = await new MemoryAgent().login(['tunnels']);
  await socket.hear('connect', 1, connectBody(window));
  return socket.closedBy?.reason ?? '';
}

function waits(ms: number): string {
  const clock = new ManualClock();
  const streams = new CarriedStreams({ clock, limit: 1 });
  let over = '';
  streams.cut(
    streams.make('a', { onEnd: (end) => (over = end.kind === 'reset' ? end.code : end.kind) }),
  );
  clock.advance(ms - 1);
  return over;
}

export const TUNNEL_LIMITS = {
  maxStreams: {
    takes: (count) => begun('connect', count, connectBody),
    refusal: 'too-many-streams',
  },
  maxAgentStreams: {
    takes: (count) => {
      const { streams } = service();
      return times(count, (n) => streams.make(`${n}`, { onEnd: () => undefined }));
    },
    refusal: 'too-many-streams',
  },
  maxListeners: {
    takes: (count) => begun('listen', count, () => ({ forward: randomId(), at: NOWHERE })),
    refusal: 'too-many-listeners',
  },
  maxAgentListeners: { takes: listeners, refusal: 'too-many-listeners' },
  maxStreamWindow: { takes: granted, refusal: 'bad-body' },
  streamKeepMs: { takes: waits, refusal: 'stopped' },
} satisfies Record<string, Limit>;
