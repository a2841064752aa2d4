// Messages of the wire protocol made up by seed: every type, with bodies that are in order.
import type { AllBodies, Message } from '../../core/wire/messages.ts';
import { CODES, type MessageType } from '../../core/wire/protocol.ts';
import type { Random } from './random.ts';

type Makers = { [K in MessageType]: (random: Random) => AllBodies[K] };

const TYPES = Object.keys(CODES) as MessageType[];
const CONNECTION = new Set<MessageType>([
  ...(['hello', 'welcome', 'auth', 'ready', 'error', 'ping', 'pong'] as const),
  ...(['goodbye', 'request', 'response', 'receipt'] as const),
]);

/** The borders of the integers, and some in between. */
const offset = (random: Random): number =>
  random.pick([
    0,
    1,
    0xff,
    0xffff,
    0x1_0000,
    0xffff_ffff,
    0x1_0000_0000,
    Number.MAX_SAFE_INTEGER,
    random.int(2 ** 31),
  ]);
const cells = (random: Random): number => random.pick([1, 80, 255, 256, 65_535]);
const word = (random: Random): string => random.pick(['', 'x', 'zürich', '端末', '🪢', '"\\']);
/** For a program, which gets it as it is. */
const exact = (random: Random): string => random.pick([word(random), '"\\\n\u0000', '\u001b[31m']);
const hex = (random: Random): string => Buffer.from(random.bytes(16)).toString('hex');
const secret = (random: Random): string => Buffer.from(random.bytes(32)).toString('base64url');
const limits = (random: Random) => ({
  maxBody: random.pick([4096, 65_536, 0xffffff]),
  maxChannels: random.pick([1, 256, 65_535]),
});
const features = (random: Random) =>
  random.pick([{}, { features: ['groups', 'tunnels', 'run', word(random)] }]);
const software = (random: Random) => ({ name: word(random), version: word(random) });
const view = (random: Random) => ({
  session: hex(random),
  input: hex(random),
  cols: cells(random),
  rows: cells(random),
  window: random.between(1, 2 ** 24),
  ...random.pick([{}, { name: word(random), chat: offset(random) }]),
});
const role = (random: Random) => random.pick(['owner', 'editor', 'viewer'] as const);
const member = (random: Random) => ({
  id: random.between(1, 2000),
  name: word(random),
  role: role(random),
  colour: random.int(8),
  roundTripMs: random.pick([null, 0, 620]),
  behind: offset(random),
  typing: random.once(2),
});
const place = (random: Random) =>
  random.once(2)
    ? { kind: 'tcp' as const, host: random.pick(['::1', 'zürich.test']), port: random.int(65_536) }
    : { kind: 'unix' as const, path: '/run/端末' };
const progress = (random: Random) => ({
  have: offset(random),
  consumed: offset(random),
  limit: offset(random),
});
const anything = (random: Random): unknown =>
  random.pick<unknown>([null, 0, word(random), [1, [2]], { a: { b: word(random) } }]);

const MAKERS: Makers = {
  hello: (random) => ({
    versions: [1, 255],
    nonce: secret(random),
    client: software(random),
    limits: limits(random),
    ...features(random),
  }),
  welcome: (random) => ({
    version: 1,
    nonce: secret(random),
    auth: random.pick<('token' | 'none')[]>([['token'], ['none'], ['token', 'none']]),
    agent: { ...software(random), host: word(random), platform: 'linux' },
    limits: limits(random),
    ...features(random),
    ...random.pick([{}, { instance: hex(random) }]),
    heartbeatMs: 2000,
    silenceMs: 8000,
  }),
  auth: (random) =>
    random.pick([
      { method: 'none' },
      { method: 'token', proof: secret(random) },
      {
        method: 'token',
        proof: secret(random),
        invitation: hex(random).slice(16),
        member: hex(random),
      },
    ]),
  ready: (random) => ({
    role: role(random),
    proof: secret(random),
    ...random.pick([{}, { session: hex(random) }]),
  }),
  error: (random) => ({ code: 'bad-frame', message: word(random) }),
  ping: (random) => ({ token: offset(random) }),
  pong: (random) => ({ token: offset(random) }),
  goodbye: (random) => ({ reason: word(random) }),
  request: (random) => ({ id: offset(random), method: 'list', params: anything(random) }),
  response: (random) =>
    random.once(2)
      ? { id: offset(random), result: anything(random) }
      : { id: offset(random), error: { code: 'forbidden', message: word(random) } },
  open: (random) => ({
    ...view(random),
    command: random.pick([[], [exact(random), exact(random)]]),
    cwd: exact(random),
    env: { TERM: exact(random) },
    ...random.pick([{}, { pipes: { keepMs: random.between(1_000, 86_400_000) } }]),
    ...random.pick([{}, { keys: true }]),
  }),
  attach: (random) => ({ ...view(random), have: random.pick([null, offset(random)]) }),
  opened: (random) => ({
    session: hex(random),
    title: word(random),
    pid: random.int(2 ** 22),
    cols: cells(random),
    rows: cells(random),
    output: offset(random),
    input: offset(random),
    inputWindow: random.between(1, 2 ** 24),
    ...random.pick([{}, { member: random.between(1, 2000), chat: offset(random) }]),
  }),
  detach: () => ({}),
  detached: (random) => ({ reason: random.pick(['requested', 'replaced', 'shutting-down']) }),
  exit: (random) =>
    random.once(2)
      ? { code: random.int(256), signal: null, offset: offset(random) }
      : { code: null, signal: 'SIGKILL', offset: offset(random) },
  eof: (random) => ({ offset: offset(random) }),
  reset: (random) => ({ code: 'cannot-start', message: word(random) }),
  resize: (random) => ({ cols: cells(random), rows: cells(random) }),
  size: (random) => ({ offset: offset(random), cols: cells(random), rows: cells(random) }),
  lagged: (random) => ({ from: offset(random), to: offset(random) }),
  data: (random) => ({
    offset: offset(random),
    bytes: random.bytes(random.pick([1, 2, 300, 4000])),
  }),
  credit: (random) => ({ consumed: offset(random), limit: offset(random) }),
  group: (random) => ({
    total: offset(random),
    members: random.pick([[], [member(random), member(random)]]),
    policy: random.pick(['fit', 'driver']),
    driver: random.pick([null, 1, 2000]),
    cols: cells(random),
    rows: cells(random),
  }),
  chat: (random) => ({
    seq: offset(random),
    from: random.between(1, 2000),
    name: word(random),
    colour: random.int(8),
    role: role(random),
    at: offset(random),
    text: word(random),
  }),
  refused: (random) => ({ code: 'view-only', message: word(random) }),
  receipt: (random) => ({ total: offset(random) }),
  meter: (random) => ({ produced: offset(random), window: offset(random) }),
  connect: (random) => ({
    stream: hex(random),
    window: random.between(1, 2 ** 24),
    ...random.pick([
      { target: place(random) },
      { forward: hex(random) },
      { forward: hex(random), ask: true },
    ]),
  }),
  connected: (random) => ({ window: random.between(1, 2 ** 24) }),
  resume: (random) => ({ stream: hex(random), ...progress(random) }),
  resumed: progress,
  ended: () => ({}),
  listen: (random) => ({
    forward: hex(random),
    ...random.pick([{ at: place(random) }, { keys: hex(random) }]),
  }),
  listening: (random) => random.pick([{ at: place(random) }, {}]),
  screen: (random) => ({
    offset: offset(random),
    cols: cells(random),
    rows: cells(random),
    more: random.int(2),
    bytes: random.bytes(random.pick([0, 1, 300, 4000])),
  }),
};

/** A message that a peer could send; of any type when none is given. */
export function randomMessage(random: Random, type: MessageType = random.pick(TYPES)): Message {
  const channel = CONNECTION.has(type) ? 0 : random.pick([1, 2, 0x01020304, 0xffffffff]);
  return { type, channel, body: MAKERS[type](random) } as Message;
}
