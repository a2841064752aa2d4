// Bounds of shells: how many, how large, and how much is under way.
import { ShellRegistry } from '../../../agent/shells/shellRegistry.ts';
import { InputInlet } from '../../../agent/shells/inputInlet.ts';
import { wholeRetention } from '../../../agent/shells/memorySize.ts';
import { ScreenParts } from '../../../core/client/screenParts.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, encode, type AllBodies } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { MemoryAgent, type MemoryPeer } from '../../support/memoryAgent.ts';
import { randomId } from '../../support/rawSocket.ts';
import { CUT, refusedAs, times, type Limit } from './limit.ts';

const SIZE = { cols: 80, rows: 24 };
const IDLE = { command: ['sleep', '1000'], cwd: '', env: {} };

function attachBody(session: string, change: object = {}): AllBodies['attach'] {
  return { session, input: randomId(), ...SIZE, window: 1_000, have: 0, ...change };
}

/** As whoever receives it would refuse it. */
function refusedBody<K extends 'open' | 'attach'>(type: K, body: AllBodies[K]): string {
  const decoder = new FrameDecoder(LIMITS.maxBody);
  return refusedAs(() => [...decoder.push(encode(type, 1, body))].map((frame) => decode(frame)));
}

function runs(count: number): string {
  const agent = new MemoryAgent();
  const none = (): void => undefined;
  const registry = new ShellRegistry({
    ...{ clock: agent.clock, today: () => 0, shell: undefined, screens: agent.screens },
    retention: wholeRetention({ memoryBytes: 1024 ** 3 }),
    ...{ onOpened: none, onExpired: none, onEnded: none, onLetGo: none, onForgotten: none },
  });
  const pipes = { keepMs: LIMITS.minRunKeepMs, client: randomId() };
  const request = { ...IDLE, pipes };
  const refusal = times(count, () => registry.open(randomId(), request, SIZE, pipes));
  for (const shell of registry.list()) shell.signal('SIGKILL');
  return refusal;
}

async function channels(
  come: (agent: MemoryAgent, session: string) => Promise<MemoryPeer>,
  count: number,
): Promise<string> {
  const agent = new MemoryAgent();
  const session = agent.openShell();
  const { socket } = await come(agent, session);
  for (let channel = 1; channel <= count; channel++) {
    await socket.hear('attach', channel, attachBody(session));
  }
  return socket.types.includes('reset') ? socket.last('reset').body.code : '';
}

async function sized(size: object, wanted: { cols?: number; rows?: number }): Promise<string> {
  const agent = new MemoryAgent();
  const session = agent.openShell();
  const { socket } = await agent.login();
  await socket.hear('attach', 1, attachBody(session, size));
  const { cols, rows } = agent.registry.get(session).sizes.current;
  return cols === (wanted.cols ?? cols) && rows === (wanted.rows ?? rows) ? '' : CUT;
}

async function typed(bytes: number): Promise<string> {
  const agent = new MemoryAgent();
  const session = agent.openShell();
  const { socket } = await agent.login();
  await socket.hear('attach', 1, attachBody(session));
  const inlet = new InputInlet(socket.last('opened').body.inputWindow);
  return refusedAs(() => inlet.accept(0, new Uint8Array(bytes)));
}

function kept(keepMs: number): string {
  const { have: _, ...view } = attachBody(randomId());
  return refusedBody('open', { ...view, ...IDLE, pipes: { keepMs } });
}

export const SHELL_BOUNDS = {
  maxShells: { takes: runs, refusal: 'too-many-shells' },
  maxChannels: {
    takes: (count) => channels((agent) => agent.login(), count),
    refusal: 'too-many-channels',
  },
  maxGuestChannels: {
    takes: (count) => channels((agent, session) => agent.join(agent.invite(session)), count),
    refusal: 'too-many-channels',
  },
  inputWindow: { takes: typed, refusal: 'credit-exceeded' },
  maxOutputWindow: {
    takes: (window) => refusedBody('attach', attachBody(randomId(), { window })),
    refusal: 'bad-body',
  },
  maxScreen: {
    takes: (size) => {
      const part = { offset: 0, ...SIZE, more: 0, bytes: new Uint8Array(size) };
      return refusedAs(() => new ScreenParts().add(part));
    },
    refusal: 'screen-too-large',
  },
  maxCols: { takes: (cols) => sized({ cols }, { cols }), refusal: CUT },
  maxRows: { takes: (rows) => sized({ rows }, { rows }), refusal: CUT },
  minRunKeepMs: { takes: kept, refusal: 'bad-body', isLeast: true },
  maxRunKeepMs: { takes: kept, refusal: 'bad-body' },
} satisfies Record<string, Limit>;
