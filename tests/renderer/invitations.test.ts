/// <reference types="svelte" />
// The invitations of one shell, as the dialog asks for them.
import { describe, expect, it } from 'vitest';
import type { Bridge, HandedLink, InvitationWish } from '../../electron/ipc/contract.ts';
import { Invitations } from '../../renderer/state/invitations.svelte.ts';

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
