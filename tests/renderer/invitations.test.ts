/// <reference types="svelte" />
// The invitations of one shell, as the dialog asks for them.
import { describe, expect, it } from 'vitest';
import type {
  Bridge,
  HandedLink,
  InvitationWish,
  SharedInvitation,
} from '../../electron/ipc/contract.ts';
import { Invitations } from '../../renderer/state/invitations.svelte.ts';
import { settle } from '../support/manualClock.ts';

const WISH: InvitationWish = {
  ...{ role: 'viewer', expiresInMs: 60_000, uses: 1 },
  ...{ label: '', name: 'vim' },
};
const HANDED: HandedLink = {
  ...{ role: 'viewer', name: 'vim', address: 'h:1', reach: 'network' },
  link: 'bowline://h:1/?v=1&invite=0123456789abcdef',
};

function make() {
  const asked: string[] = [];
  const answers: { resolve: (link: HandedLink) => void; reject: (error: Error) => void }[] = [];
  const bridge = {
    call: (name: string) => {
      asked.push(name);
      if (name !== 'sharing:invite') return Promise.resolve([]);
      return new Promise<HandedLink>((resolve, reject) => answers.push({ resolve, reject }));
    },
  } as unknown as Bridge;
  const made = (): number => asked.filter((name) => name === 'sharing:invite').length;
  return { invitations: new Invitations(bridge, 's'), answers, made };
}

describe('an invitation', () => {
  it('is made once, however often that is asked for meanwhile', async () => {
    const { invitations, answers, made } = make();
    const [first, second] = [invitations.make(WISH), invitations.make(WISH)];
    expect(await second).toBe(false);
    answers[0]!.resolve(HANDED);
    expect(await first).toBe(true);
    expect([made(), invitations.handed]).toEqual([1, HANDED]);
  });

  it('that could not be made is told, and can be asked for again', async () => {
    const { invitations, answers, made } = make();
    const failing = invitations.make(WISH);
    answers[0]!.reject(new Error('No connection.'));
    expect(await failing).toBe(false);
    expect(invitations.error).toMatch(/No connection/);
    void invitations.make(WISH);
    expect(made()).toBe(2);
  });
});

/** What was asked, each to be answered when the test says so. */
class SlowBridge {
  readonly asked: {
    name: string;
    args: unknown[];
    answer: (value: unknown) => void;
    fail: (error: Error) => void;
  }[] = [];
  readonly bridge = {
    call: (name: string, ...args: unknown[]) =>
      new Promise((answer, fail) => this.asked.push({ name, args, answer, fail })),
  } as unknown as Bridge;

  /** Waits until nothing more is done without an answer. */
  async answer(index: number, value: unknown): Promise<void> {
    this.asked[index]!.answer(value);
    await settle();
  }
}

const invitation = (id: string, createdAt: number): SharedInvitation =>
  ({ id, createdAt }) as unknown as SharedInvitation;

describe('the list', () => {
  it('is the answer asked for last, whichever comes last, the newest invitation first', async () => {
    const slow = new SlowBridge();
    const invitations = new Invitations(slow.bridge, 's');
    expect(invitations.list).toBeNull();
    const both = [invitations.refresh(), invitations.refresh()];
    await slow.answer(1, [invitation('old', 1), invitation('new', 2)]);
    const { list, asOf } = invitations;
    expect(list!.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(asOf).toBeGreaterThan(0);
    await slow.answer(0, [invitation('old', 1)]);
    await Promise.all(both);
    expect(invitations.list).toBe(list);
    expect(slow.asked.map(({ name, args }) => [name, args])).toEqual([
      ['sharing:invitations', ['s']],
      ['sharing:invitations', ['s']],
    ]);
  });

  it('that could not be had says why, and keeps the last one', async () => {
    const slow = new SlowBridge();
    const invitations = new Invitations(slow.bridge, 's');
    void invitations.refresh();
    await slow.answer(0, [invitation('one', 1)]);
    void invitations.refresh();
    slow.asked[1]!.fail(new Error('The agent is gone.'));
    await settle();
    expect(invitations.list).toHaveLength(1);
    expect(invitations.error).toMatch(/The agent is gone/);
    void invitations.refresh();
    await slow.answer(2, []);
    expect([invitations.list, invitations.error]).toEqual([[], '']);
  });

  it('is looked at again after an invitation was made or taken back', async () => {
    const slow = new SlowBridge();
    const invitations = new Invitations(slow.bridge, 's');
    let made = false;
    void invitations.make(WISH).then((is) => (made = is));
    expect(invitations.making).toBe(true);
    await slow.answer(0, HANDED);
    expect([invitations.making, made]).toEqual([false, false]); // the list is on its way
    await slow.answer(1, [invitation('0123456789abcdef', 1)]);
    expect(made).toBe(true);
    void invitations.revoke('another');
    await slow.answer(2, undefined);
    expect(invitations.handed).toEqual(HANDED);
    void invitations.revoke('0123456789abcdef');
    await slow.answer(4, undefined);
    expect(invitations.handed).toBeNull(); // its link leads nowhere any more
    expect(slow.asked.map(({ name }) => name.replace('sharing:', ''))).toEqual([
      ...['invite', 'invitations', 'revoke', 'invitations', 'revoke', 'invitations'],
    ]);
  });

  it('stays as it is where one could not be taken back', async () => {
    const slow = new SlowBridge();
    const invitations = new Invitations(slow.bridge, 's');
    void invitations.revoke('one');
    slow.asked[0]!.fail(new Error('No connection.'));
    await settle();
    expect(slow.asked).toHaveLength(1);
    expect(invitations.error).toMatch(/No connection/);
  });
});

describe('the address of a link', () => {
  it('is changed for the one that was made, and says why it can’t be', async () => {
    const slow = new SlowBridge();
    const invitations = new Invitations(slow.bridge, 's');
    await invitations.readdress('h:2');
    expect(slow.asked).toEqual([]); // there is none
    void invitations.make(WISH);
    await slow.answer(0, HANDED);
    void invitations.readdress('h 2');
    slow.asked[2]!.fail(new Error('That is no address.'));
    await settle();
    expect([invitations.addressError, invitations.handed]).toEqual(['That is no address.', HANDED]);
    void invitations.readdress('h:2');
    expect(slow.asked[3]!.args).toEqual([HANDED.link, 'h:2']);
    await slow.answer(3, { ...HANDED, address: 'h:2' });
    expect([invitations.addressError, invitations.handed!.address]).toEqual(['', 'h:2']);
  });
});
