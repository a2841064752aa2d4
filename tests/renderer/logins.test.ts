/// <reference types="svelte" />
// What logins ask, as a window keeps it: which question stands over which pane, what answers it, and that
// nothing is answered twice.
import { describe, expect, it } from 'vitest';
import type { AskedQuestion, Bridge, Events } from '../../electron/ipc/contract.ts';
import { askedWords, shownText, showsText, titleOf } from '../../renderer/lib/loginWords.ts';
import { Logins, type AskedPane } from '../../renderer/state/logins.svelte.ts';
import { Deferred } from '../support/deferred.ts';
import { settle } from '../support/manualClock.ts';

const asked = (change: Partial<AskedQuestion> = {}): AskedQuestion => ({
  ...{ id: 'q1', shellId: 's1', asks: 'password', about: 'deploy@web-eu-1', hidden: true },
  ...{ text: "deploy@web-eu-1's password: ", keepable: null, because: null, hostKey: null },
  ...change,
});

const KEY = {
  ...{ name: 'web-eu-1', type: 'ED25519', fingerprint: 'SHA256:abc', art: [] },
  ...{ alsoKnownAs: [], oldPlace: '/home/me/.ssh/known_hosts:12' },
};

type Asks = Events['logins:asks'];

function play(answer: () => unknown = () => undefined) {
  const calls: unknown[][] = [];
  const all = new Deferred<AskedQuestion[]>();
  let told: (payload: Asks) => void = () => undefined;
  const bridge = {
    call: async (...[name, ...args]: [string, ...unknown[]]) => {
      calls.push([name, ...args]);
      if (name === 'logins:asked') return all.promise;
      return name === 'vault:keeper' ? { by: 'keychain', name: 'GNOME Keyring' } : answer();
    },
    on: (name: string, listener: (payload: never) => void) => {
      if (name === 'logins:asks') told = listener as typeof told;
      return () => undefined;
    },
  } as unknown as Bridge;
  const news: string[] = [];
  const logins = new Logins<AskedPane>({
    bridge,
    asked: (pane, question) => news.push(`${pane.id} ${question.asked.id}`),
    over: (pane) => news.push(`${pane.id} over`),
    failed: (error) => news.push(String(error)),
  });
  const tell = (question: AskedQuestion | null, shellId = 's1') => told({ shellId, question });
  const answers = () =>
    calls.filter(([name]) => name === 'logins:answer').map(([, ...args]) => args);
  return { logins, tell, calls, all, news, answers };
}

const pane = (id = 's1'): AskedPane => ({ id, login: null });

describe('questions of logins', () => {
  it('stand over the pane that they are of, and go as they are told', () => {
    const { logins, tell, news } = play();
    const [one, other] = [pane('s1'), pane('s2')];
    logins.follow([one, other]);
    tell(asked());
    expect([one.login?.asked.id, other.login]).toEqual(['q1', null]);
    tell(asked({ id: 'q2', shellId: 's2' }), 's2');
    tell(null);
    expect([one.login, other.login?.asked.id]).toEqual([null, 'q2']);
    expect(news).toEqual(['s1 q1', 's2 q2', 's1 over']);
  });

  it('are asked about for panes that come; what is told meanwhile is newer', async () => {
    const { logins, tell, all, calls } = play();
    const [one, other] = [pane('s1'), pane('s2')];
    logins.follow([one, other]);
    tell(null);
    all.resolve([asked(), asked({ id: 'q2', shellId: 's2' })]);
    await settle();
    expect([one.login, other.login?.asked.id]).toEqual([null, 'q2']);
    logins.follow([other]);
    expect(calls).toHaveLength(1);
  });

  it('wait for a pane that isn’t there yet, and are forgotten with one that left', () => {
    const { logins, tell } = play();
    const early = pane();
    tell(asked());
    logins.follow([early]);
    expect(early.login?.asked.id).toBe('q1');
    const again = pane(); // the same shell, in a pane made anew
    logins.follow([again]);
    expect(again.login).toBe(logins.of('s1'));
    logins.follow([]);
    expect([again.login, logins.of('s1')]).toEqual([null, null]);
  });

  it('stay as they are when they are told again', () => {
    const { logins, tell, news } = play();
    const one = pane();
    logins.follow([one]);
    tell(asked());
    const first = one.login;
    tell(asked());
    expect(one.login).toBe(first);
    tell(asked({ id: 'q2' }));
    expect(one.login).not.toBe(first);
    expect(news).toEqual(['s1 q1', 's1 over', 's1 q2']);
  });

  it('ask who keeps an answer only where it can be kept', async () => {
    const { logins, tell, calls } = play();
    tell(asked());
    expect(calls).toEqual([]);
    tell(asked({ id: 'q2', keepable: 'keychain' }));
    await settle();
    expect(logins.keeper).toEqual({ by: 'keychain', name: 'GNOME Keyring' });
  });
});

describe('an answer', () => {
  const question = (rig: ReturnType<typeof play>, change: Partial<AskedQuestion> = {}) => {
    const one = pane();
    rig.logins.follow([one]);
    rig.tell(asked(change));
    return one.login!;
  };

  it('is given once, however often Enter is pressed', async () => {
    const rig = play();
    const one = question(rig);
    void one.answer('secret', true);
    void one.answer('secret', true);
    void one.decline();
    await settle();
    expect(rig.answers()).toEqual([['q1', { text: 'secret', keep: true }]]);
    expect(one.state).toBe('sent');
  });

  it('may be that one would rather not', async () => {
    const rig = play();
    const one = question(rig);
    await one.decline();
    expect(rig.answers()).toEqual([['q1', null]]);
    expect(one.state).toBe('declined');
  });

  it('that did not arrive is told, and can be given again', async () => {
    const rig = play(() => {
      throw new Error('No connection.');
    });
    const one = question(rig);
    await one.answer('secret');
    expect([one.state, one.error]).toEqual(['open', expect.stringContaining('No connection.')]);
    await one.answer('secret');
    expect(rig.answers()).toHaveLength(2);
  });

  it('to a changed key comes after the old one is gone, and not where that stays', async () => {
    const rig = play();
    const removed: string[] = [];
    rig.logins.removeOldKey = async ({ name }) => void removed.push(name);
    await question(rig, { asks: 'host-key', hostKey: KEY }).replaceKey(KEY);
    expect([removed, rig.answers()]).toEqual([
      ['web-eu-1'],
      [['q1', { text: 'yes', keep: false }]],
    ]);

    const other = play();
    other.logins.removeOldKey = () => Promise.reject(new Error('Read-only.'));
    const stays = question(other, { asks: 'host-key', hostKey: KEY });
    await stays.replaceKey(KEY);
    expect([stays.state, stays.error, other.answers()]).toEqual([
      ...['open', expect.stringContaining('Read-only.')],
      [],
    ]);
  });
});

describe('the words of a question', () => {
  it.each<[Partial<AskedQuestion>, string, string]>([
    [{}, 'Password for deploy@web-eu-1', 'asks for a password'],
    [{ asks: 'passphrase', about: '/k' }, 'Passphrase of the key /k', 'asks for a passphrase'],
    [{ asks: 'unknown', about: '' }, 'A question', 'asks something'],
    [
      { asks: 'host-key', hostKey: { ...KEY, oldPlace: null } },
      ...(['web-eu-1 is new here', 'has a host key that isn’t known yet'] as const),
    ],
    [
      { asks: 'host-key', hostKey: KEY },
      ...(['The key of web-eu-1 has changed', 'has another host key than before'] as const),
    ],
  ])('%j', (change, title, what) => {
    expect([titleOf(asked(change)), askedWords(asked(change))]).toEqual([title, what]);
  });

  it('show what a server wrote line by line, and nothing that hides or reverses it', () => {
    const text = 'Enter\u202e code\u001b[2J\r\nfor \u2066you\u0007';
    expect(shownText(text)).toBe('Enter code[2J\nfor you');
    expect(titleOf(asked({ about: 'a\u202eb\nc' }))).toBe('Password for ab c');
    expect(shownText('line\n'.repeat(5_000)).split('\n').length).toBe(200);
  });

  it('leave out what ssh says only where the title says it', () => {
    expect(showsText(asked())).toBe(false);
    expect(showsText(asked({ about: '' }))).toBe(true);
    expect(showsText(asked({ asks: 'code' }))).toBe(true);
    expect(showsText(asked({ asks: 'confirm', text: '' }))).toBe(false);
  });
});
