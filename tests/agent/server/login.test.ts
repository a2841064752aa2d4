import { describe, expect, it } from 'vitest';
import { InvitationBook } from '../../../agent/auth/invitationBook.ts';
import { Login, type LoginRule } from '../../../agent/server/login.ts';
import { agentProof, newNonce } from '../../../core/auth/proof.ts';
import { canMakePipes } from '../../../core/native/pipe.ts';
import { ProtocolError } from '../../../core/wire/errors.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { HELLO, proofFor } from '../../support/rawSocket.ts';

const AGENT = { name: 'bowline-agent', version: '1', host: 'here', platform: 'linux' };
const TOKEN = 't'.repeat(43);
const RULE: LoginRule = { method: 'token', token: TOKEN, bindings: [''] };

const NO_INVITATIONS = new InvitationBook(new ManualClock(), () => 0);
const NEVER = () => undefined;

const login = (rule: LoginRule = RULE) =>
  new Login({ rule, agent: AGENT, invitations: NO_INVITATIONS, hasRoomForGuest: () => true });

describe("the agent's side of a login", () => {
  it('answers the right proof with one of its own', () => {
    const mine = login();
    const { nonce, auth } = mine.greet(HELLO);
    expect(auth).toEqual(['token']);
    const answer = mine.answer({ method: 'token', proof: proofFor(TOKEN, nonce) }, NEVER);
    const context = {
      clientNonce: Buffer.from(HELLO.nonce, 'base64url'),
      agentNonce: Buffer.from(nonce, 'base64url'),
      binding: '',
    };
    const expected = Buffer.from(agentProof(TOKEN, context)).toString('base64url');
    expect(answer?.ready).toEqual({ role: 'owner', proof: expected });
  });

  it('accepts any of its bindings, and proves itself under the same', () => {
    const fingerprint = 'ab'.repeat(32);
    const either = login({ ...RULE, bindings: ['', fingerprint] });
    const { nonce } = either.greet(HELLO);
    const proof = proofFor(TOKEN, nonce, fingerprint);
    expect(either.answer({ method: 'token', proof }, NEVER)?.ready.role).toBe('owner');

    const pinned = login({ ...RULE, bindings: [fingerprint] });
    const other = pinned.greet(HELLO).nonce;
    const unbound = proofFor(TOKEN, other);
    expect(pinned.answer({ method: 'token', proof: unbound }, NEVER)).toBeUndefined();
  });

  it('needs no proof where the socket is the proof, and then only that method', () => {
    const open = login({ method: 'none' });
    expect(open.greet(HELLO).auth).toEqual(['none']);
    expect(open.answer({ method: 'none' }, NEVER)?.ready).toEqual({ role: 'owner' });
  });

  it.each([
    [undefined, 2_000, 8_000],
    [100, 100, 8_000],
    [30_000, 30_000, 120_000],
  ])('with a heartbeat of %j ms, tells %d, and %d of silence', (asked, heartbeatMs, silenceMs) => {
    const mine = new Login({
      ...{ rule: RULE, agent: AGENT, invitations: NO_INVITATIONS, hasRoomForGuest: () => true },
      heartbeatMs: asked,
    });
    expect(mine.greet(HELLO)).toMatchObject({ heartbeatMs, silenceMs });
    expect(mine.pace).toEqual({ heartbeatMs, silenceMs });
  });

  it('uses no invitation up for a guest that it has no room for', () => {
    const book = new InvitationBook(new ManualClock(), () => 0);
    const terms = { session: 'a'.repeat(32), role: 'viewer', label: '' } as const;
    const { id, token } = book.make({ ...terms, uses: 1, expiresInMs: 60_000 });
    const come = (hasRoom: boolean) => {
      const options = { rule: RULE, agent: AGENT, invitations: book };
      const mine = new Login({ ...options, hasRoomForGuest: () => hasRoom });
      const proof = proofFor(token, mine.greet(HELLO).nonce);
      const member = 'b'.repeat(32);
      return mine.answer({ method: 'token', proof, invitation: id, member }, NEVER);
    };
    expect(() => come(false)).toThrow(/no room/);
    expect(book.list()[0]).toMatchObject({ used: 0, online: 0, state: 'open' });
    expect(come(true)?.ready.role).toBe('viewer');
  });

  it('takes an invitation’s proof as such alone', () => {
    const book = new InvitationBook(new ManualClock(), () => 0);
    const terms = { session: 'a'.repeat(32), role: 'viewer', label: '', uses: null } as const;
    const { id, token } = book.make({ ...terms, expiresInMs: 60_000 });
    const member = 'b'.repeat(32);
    const come = (auth: object) => {
      const options = { rule: RULE, agent: AGENT, invitations: book, hasRoomForGuest: () => true };
      const mine = new Login(options);
      const proof = proofFor(token, mine.greet(HELLO).nonce);
      return mine.answer({ method: 'token', proof, invitation: id, member, ...auth }, NEVER);
    };
    for (const wrong of [{ method: 'none' }, { member: undefined }, { invitation: undefined }]) {
      expect(come(wrong)).toBeUndefined();
    }
    expect(book.list()[0]).toMatchObject({ used: 0 });
    expect(come({})?.ready.role).toBe('viewer');
  });

  it('tells what it speaks, is and takes, and is the same agent to everybody', () => {
    const [mine, other] = [login().greet(HELLO), login().greet({ ...HELLO, versions: [7, 1] })];
    expect(mine).toMatchObject({
      ...{ version: 1, agent: AGENT, auth: ['token'] },
      limits: { maxBody: LIMITS.maxBody, maxChannels: LIMITS.maxChannels },
    });
    expect(mine.features).toContain('groups');
    expect(mine.features?.includes('run')).toBe(canMakePipes());
    expect(mine.instance).toMatch(/^[0-9a-f]{32}$/);
    expect([other.version, other.instance]).toEqual([1, mine.instance]);
  });

  it.each([
    [[2, 3], 'Update bowline-agent on that machine.'],
    [[0], 'Update Bowline on this one.'],
  ])('that has no version of %j says which side is older', (versions, older) => {
    const greet = () => login().greet({ ...HELLO, versions });
    const text = `This agent speaks protocol version 1, the client ${versions.join(', ')}. ${older}`;
    expect(greet).toThrow(new ProtocolError('unsupported-version', text));
  });

  it.each<[LoginRule, string[], string[]]>([
    [{ method: 'none' }, [], ['none']],
    [{ method: 'none' }, ['groups'], ['none', 'token']],
    [RULE, ['groups'], ['token']],
  ])('by %j takes of one who knows %j: %j', (rule, features, methods) => {
    expect(login(rule).greet({ ...HELLO, features }).auth).toEqual(methods);
  });

  it('knows what the client said of itself once it has', () => {
    const mine = login();
    expect(mine.hello).toBeUndefined();
    mine.greet(HELLO);
    expect(mine.hello).toEqual(HELLO);
  });

  it('refuses another method, no proof, and one of another nonce or binding', () => {
    const answer = (auth: (nonce: string) => object) => {
      const mine = login();
      const { nonce } = mine.greet(HELLO);
      return mine.answer({ method: 'token', ...auth(nonce) }, NEVER);
    };
    expect(answer(() => ({ method: 'none' }))).toBeUndefined();
    expect(answer(() => ({}))).toBeUndefined();
    expect(answer(() => ({ proof: proofFor(TOKEN, newNonceText()) }))).toBeUndefined();
    expect(answer((nonce) => ({ proof: proofFor(TOKEN, nonce, 'ab'.repeat(32)) }))).toBeUndefined();
    expect(answer((nonce) => ({ proof: proofFor('u'.repeat(43), nonce) }))).toBeUndefined();
    expect(answer((nonce) => ({ proof: proofFor(TOKEN, nonce) }))).toBeDefined();
  });

  it('tells one who comes too late why, and proves itself to it', () => {
    let today = 0;
    const book = new InvitationBook(new ManualClock(), () => today);
    const terms = { session: 'a'.repeat(32), role: 'viewer', label: '', uses: null } as const;
    const { id, token } = book.make({ ...terms, expiresInMs: 60_000 });
    today = 60_000;
    const options = { rule: RULE, agent: AGENT, invitations: book, hasRoomForGuest: () => true };
    const come = (proven: string) => {
      const mine = new Login(options);
      const proof = proofFor(proven, mine.greet(HELLO).nonce);
      return mine.answer({ method: 'token', proof, invitation: id, member: 'b'.repeat(32) }, NEVER);
    };
    expect(come('u'.repeat(43))).toBeUndefined(); // who doesn't know the token hears nothing
    const late = named(() => come(token));
    expect(late).toMatchObject({ code: 'invitation-expired' });
    expect((late as { proof?: string }).proof).toMatch(/^[\w-]{43}$/);
  });

  it('makes a new nonce for every connection', () => {
    expect(login().greet(HELLO).nonce).not.toBe(login().greet(HELLO).nonce);
  });

  it.each([
    ['AUTH before HELLO', (mine: Login) => mine.answer({ method: 'none' }, NEVER)],
    ['HELLO twice', (mine: Login) => [mine.greet(HELLO), mine.greet(HELLO)]],
    [
      'AUTH twice',
      (mine: Login) => [
        mine.greet(HELLO),
        mine.answer({ method: 'none' }, NEVER),
        mine.answer({ method: 'none' }, NEVER),
      ],
    ],
  ])('refuses %s', (_what, act) => {
    expect(() => act(login())).toThrow(ProtocolError);
  });
});

function newNonceText(): string {
  return Buffer.from(newNonce()).toString('base64url');
}

function named(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
