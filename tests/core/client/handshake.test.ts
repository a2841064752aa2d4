import { describe, expect, it } from 'vitest';
import { agentProof, clientProof, newNonce } from '../../../core/auth/proof.ts';
import { ClientHandshake, refusedBy, type Welcome } from '../../../core/client/handshake.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import type { AllBodies, Message } from '../../../core/wire/messages.ts';
import { VERSIONS } from '../../../core/wire/protocol.ts';
import { named } from '../../support/protocolErrors.ts';
import { seeded } from '../../support/random.ts';
import { randomMessage } from '../../support/randomMessages.ts';

const TOKEN = 'a-token-of-at-least-128-bits';
const BINDING = 'ab'.repeat(32);

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');

function handshake(token = TOKEN): ClientHandshake {
  const client = { name: 'test', version: '1' };
  return new ClientHandshake({ token, binding: BINDING, client, agentName: 'there:7722' });
}

/** An agent that was paired with a token. */
class Agent {
  readonly #token: string;
  readonly #nonce = newNonce();

  constructor(token = TOKEN) {
    this.#token = token;
  }

  welcome(change: Partial<Welcome> = {}): Message {
    const body: Welcome = {
      version: 1,
      nonce: base64url(this.#nonce),
      auth: ['token'],
      agent: { name: 'agent', version: '1', host: 'there', platform: 'linux' },
      limits: { maxBody: 65_536, maxChannels: 256 },
      heartbeatMs: 2000,
      silenceMs: 8000,
      ...change,
    };
    return { type: 'welcome', channel: 0, body };
  }

  accepts({ nonce }: AllBodies['hello'], { proof }: AllBodies['auth']): boolean {
    return proof === base64url(clientProof(this.#token, this.#context(nonce)));
  }

  ready({ nonce }: AllBodies['hello']): Message {
    const proof = base64url(agentProof(this.#token, this.#context(nonce)));
    return { type: 'ready', channel: 0, body: { role: 'owner', proof } };
  }

  #context(nonce: string) {
    return { clientNonce: bytesOf(nonce), agentNonce: this.#nonce, binding: BINDING };
  }
}

function authOf(step: ReturnType<ClientHandshake['receive']>): AllBodies['auth'] {
  if (!('send' in step)) throw new Error('the handshake is over');
  return step.body;
}

/** The kind of the `ConnectFailure` that the action throws; '' when it throws nothing. */
function failure(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ConnectFailure) return error.kind;
    throw error;
  }
  return '';
}

describe("the client's handshake", () => {
  it('proves itself to an agent, and has the agent prove itself', () => {
    const [client, agent] = [handshake(), new Agent()];
    const hello = client.hello();
    const auth = authOf(client.receive(agent.welcome()));
    expect(auth.method).toBe('token');
    expect(agent.accepts(hello, auth)).toBe(true);
    expect(client.receive(agent.ready(hello))).toMatchObject({ done: agent.welcome().body });
  });

  it('says what it speaks, with a nonce of its own for each connection', () => {
    const [one, other] = [handshake().hello(), handshake().hello()];
    expect(one.versions).toEqual([...VERSIONS]);
    expect(bytesOf(one.nonce).byteLength).toBe(32);
    expect(one.nonce).not.toBe(other.nonce);
  });

  it('never sends the token', () => {
    const client = handshake();
    const said = JSON.stringify([client.hello(), client.receive(new Agent().welcome())]);
    expect(said).not.toContain(TOKEN);
  });

  it('answers each nonce of the agent with another proof', () => {
    const [one, other] = [handshake(), handshake()];
    const agent = new Agent();
    const proofs = [one, other].map((client) => authOf(client.receive(agent.welcome())).proof);
    expect(new Set(proofs).size).toBe(2);
  });

  it('leaves an agent that does not know the token: an impostor', () => {
    const [client, agent] = [handshake(), new Agent('another-token-of-128-bits')];
    const hello = client.hello();
    client.receive(agent.welcome());
    expect(failure(() => client.receive(agent.ready(hello)))).toBe('impostor');
  });

  it('leaves an agent that gives no proof', () => {
    const client = handshake();
    client.receive(new Agent().welcome());
    const ready: Message = { type: 'ready', channel: 0, body: { role: 'owner' } };
    expect(failure(() => client.receive(ready))).toBe('impostor');
  });

  it('leaves an agent that wants no proof, when it holds a token', () => {
    const client = handshake();
    expect(failure(() => client.receive(new Agent().welcome({ auth: ['none'] })))).toBe('impostor');
  });

  it('gives its proof to an agent that would also do without', () => {
    const [client, agent] = [handshake(), new Agent()];
    const auth = authOf(client.receive(agent.welcome({ auth: ['none', 'token'] })));
    expect(auth.method).toBe('token');
  });

  it('is not fooled by a login that was recorded', () => {
    const agent = new Agent();
    const recorded = agent.ready(handshake().hello());
    const client = handshake();
    client.receive(agent.welcome());
    expect(failure(() => client.receive(recorded))).toBe('impostor');
  });

  it('is not fooled by its own proof sent back', () => {
    const [client, agent] = [handshake(), new Agent()];
    const { proof } = authOf(client.receive(agent.welcome()));
    const mirrored: Message = { type: 'ready', channel: 0, body: { role: 'owner', proof } };
    expect(failure(() => client.receive(mirrored))).toBe('impostor');
  });

  it('needs no token where a unix socket is proof enough', () => {
    const client = handshake('');
    const welcome = new Agent().welcome({ auth: ['none'] });
    expect(authOf(client.receive(welcome))).toEqual({ method: 'none' });
    const ready: Message = { type: 'ready', channel: 0, body: { role: 'owner' } };
    expect(client.receive(ready)).toMatchObject({ done: welcome.body });
  });

  it('says so when it has no token and one is asked for', () => {
    const shake = (): unknown => handshake('').receive(new Agent().welcome());
    expect(failure(shake)).toBe('wrong-token');
    expect(shake).toThrow('The agent asks for a token, and this host has none.');
  });

  it('leaves an agent of another version, and says which side speaks which', () => {
    const client = handshake();
    const receive = (): unknown => client.receive(new Agent().welcome({ version: 2 }));
    expect(failure(receive)).toBe('unsupported-version');
    expect(() => handshake().receive(new Agent().welcome({ version: 2 }))).toThrow(
      'The agent speaks protocol version 2, this Bowline 1.',
    );
  });

  it('takes WELCOME once, and READY only after it', () => {
    const [client, agent] = [handshake(), new Agent()];
    expect(named(() => client.receive(agent.ready(client.hello())))).toBe('unexpected-message');
    client.receive(agent.welcome());
    expect(named(() => client.receive(agent.welcome()))).toBe('unexpected-message');
  });

  it.each(['data', 'opened', 'response', 'ping', 'pong', 'hello', 'goodbye'] as const)(
    'takes no %s before it is over',
    (type) => {
      const message = randomMessage(seeded(1), type);
      expect(named(() => handshake().receive(message))).toBe('unexpected-message');
    },
  );
});

describe('a refusal is final', () => {
  const revoked = { code: 'invitation-revoked', message: 'gone' };
  const refused = (body: AllBodies['error']): Message => ({ type: 'error', channel: 0, body });
  function final(client: ClientHandshake, message: Message): boolean {
    try {
      client.receive(message);
    } catch (error) {
      if (error instanceof ConnectFailure) return error.final;
    }
    throw new Error('not refused');
  }

  it.each([
    ['when the way there is proved', true, 'wrong-token', true],
    ['not when anybody may have said it', false, 'wrong-token', false],
    ['when the version is said so by the agent', true, 'unsupported-version', true],
    ['not when the version may be anybody’s', false, 'unsupported-version', false],
    ['never when there is no room', true, 'too-many-connections', false],
    ['never when the agent goes', true, 'shutting-down', false],
  ])('%s', (_when, proven, code, expected) => {
    const client = { name: 'test', version: '1' };
    const options = { token: TOKEN, binding: BINDING, client, agentName: 'there:7722', proven };
    expect(final(new ClientHandshake(options), refused({ code, message: 'no' }))).toBe(expected);
  });

  it('when the agent proves itself with it, and only then', () => {
    const [client, agent] = [handshake(), new Agent()];
    const hello = client.hello();
    client.receive(agent.welcome());
    const { proof } = (agent.ready(hello) as { body: AllBodies['ready'] }).body;
    expect(final(client, refused({ ...revoked, proof }))).toBe(true);
    const other = handshake();
    other.receive(agent.welcome());
    expect(final(other, refused({ ...revoked, proof }))).toBe(false); // another nonce
    expect(final(handshake(), refused({ ...revoked, proof }))).toBe(false);
  });
});

describe('what an agent refuses with', () => {
  it.each([
    ['wrong-token', 'wrong-token', true],
    ['unsupported-version', 'unsupported-version', true],
    ['too-many-connections', 'busy', false],
    ['shutting-down', 'shut-down', false],
    ['internal-error', 'lost', false],
  ])('%s becomes %s', (code, kind, permanent) => {
    const refused = refusedBy({ code, message: 'because' }, 'there:7722');
    expect([refused.kind, refused.permanent]).toEqual([kind, permanent]);
    expect([refused.message, refused.hint]).not.toContain('');
  });

  it('is a failure of the handshake', () => {
    const error: Message = {
      type: 'error',
      channel: 0,
      body: { code: 'wrong-token', message: '' },
    };
    expect(failure(() => handshake().receive(error))).toBe('wrong-token');
  });
});

describe('a guest', () => {
  const guest = { invitation: '0123456789abcdef', member: 'ab'.repeat(16) };
  const agentName = 'there:7722';
  const setUp = () =>
    new ClientHandshake({
      ...{ token: TOKEN, binding: BINDING, client: { name: 'test', version: '1' }, agentName },
      guest,
    });

  it('names its invitation and itself, beside the proof', () => {
    const [client, agent] = [setUp(), new Agent()];
    const hello = client.hello();
    expect(hello.features).toContain('groups');
    const auth = authOf(client.receive(agent.welcome()));
    expect(auth).toMatchObject({ method: 'token', ...guest });
    expect(agent.accepts(hello, auth)).toBe(true);
  });

  it.each([
    ['wrong-token', 'knows of no such invitation'],
    ['invitation-expired', 'time is up'],
    ['invitation-used-up', 'time is up'],
    ['invitation-revoked', 'time is up'],
    ['invitation-shell-gone', 'time is up'],
  ])('hears in words that it is refused as %s', (code, words) => {
    const client = setUp();
    client.receive(new Agent().welcome());
    const body = { code, message: 'Its time is up.' };
    const refusal = (): unknown => client.receive({ type: 'error', channel: 0, body });
    expect(refusal).toThrow(
      expect.objectContaining({
        kind: code,
        permanent: true,
        message: expect.stringContaining(words) as string,
        hint: expect.stringMatching(/whoever invited you/) as string,
      }) as Error,
    );
  });

  it('knows an agent that doesn’t know its token', () => {
    const client = setUp();
    const hello = client.hello();
    const other = new Agent('another-token-of-128-bits');
    client.receive(other.welcome());
    expect(() => client.receive(other.ready(hello))).toThrow(/not the agent that made it/);
  });
});
