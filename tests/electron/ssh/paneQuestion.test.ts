// A question in a pane and in a card: the first answer counts, and the other place forgets it.
import { describe, expect, it } from 'vitest';
import type { AskPerson, PersonQuestion } from '../../../electron/ssh/asking.ts';
import { PaneAsking } from '../../../electron/ssh/paneAsking.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import { Dialogue, type Answerer } from '../../../electron/ssh/dialogue.ts';

const QUESTION: PersonQuestion = {
  ...{ asks: 'password', about: 'me@web', text: "me@web's password:", hidden: true },
  ...{ keepable: 'keychain', because: null, hostKey: null },
};
const never = new AbortController().signal;

function rig() {
  const desk = new QuestionDesk({ tell: () => undefined });
  const seen = { shown: '', states: [] as boolean[], givenUp: 0 };
  const card: AskPerson = (question, signal) => desk.ask('s1', question, signal);
  const asking = new PaneAsking({
    pane: { print: (text) => (seen.shown += text), card },
    onChange: (now) => seen.states.push(now),
    giveUp: () => seen.givenUp++,
  });
  const type = (text: string): string => Buffer.from(asking.type(Buffer.from(text))).toString();
  return { desk, asking, seen, type };
}

describe('a question', () => {
  it('is answered by a line that is typed, which isn’t shown; the card goes', async () => {
    const { desk, asking, seen, type } = rig();
    const answer = asking.ask(QUESTION, never);
    expect(desk.now('s1')).toMatchObject({ text: QUESTION.text });
    expect(type('sec')).toBe('');
    expect(type('ret\rls\r')).toBe('ls\r');
    expect(await answer).toEqual({ text: 'secret', keep: false });
    expect(seen.shown).toBe("me@web's password: \r\n");
    expect(desk.now('s1')).toBe(null);
    expect(seen.states).toEqual([true, false]);
  });

  it('is answered by the card, and what was typed by then is forgotten', async () => {
    const { desk, asking, type } = rig();
    const answer = asking.ask(QUESTION, never);
    type('half a sec');
    desk.answer(desk.now('s1')!.id, { text: 'by card', keep: true });
    expect(await answer).toEqual({ text: 'by card', keep: true });
    expect(type('ret\r')).toBe('ret\r');
    const next = asking.ask(QUESTION, never);
    type('whole\r');
    expect(await next).toEqual({ text: 'whole', keep: false });
  });

  it('that nobody wants to answer ends the login: by Ctrl+C, and by putting the card away', async () => {
    const { desk, asking, seen, type } = rig();
    const first = asking.ask(QUESTION, never);
    type('x\x03');
    expect(await first).toBe(null);
    const second = asking.ask(QUESTION, never);
    desk.answer(desk.now('s1')!.id, null);
    expect(await second).toBe(null);
    expect(seen.givenUp).toBe(2);
    const third = asking.ask(QUESTION, never);
    type('\x04');
    expect(await third).toBe(null);
    expect(seen.givenUp).toBe(2);
  });

  it('goes when ssh asks no more', async () => {
    const { desk, asking, type } = rig();
    const gone = new AbortController();
    const answer = asking.ask(QUESTION, gone.signal);
    gone.abort();
    expect(await answer).toBe(null);
    expect([desk.now('s1'), type('x\r')]).toEqual([null, 'x\r']);
  });
});

describe('a question of a shared login', () => {
  function tab(dialogue: Dialogue, desk: QuestionDesk, shellId: string, behind = false) {
    const made = { shown: '', answerer: undefined as unknown as Answerer };
    made.answerer = dialogue.take(
      {
        onText: (bytes) => (made.shown += Buffer.from(bytes).toString()),
        onChange: () => undefined,
        card: behind ? undefined : (question, signal) => desk.ask(shellId, question, signal),
      },
      behind,
    );
    const type = (text: string) => made.answerer.answer(Buffer.from(text)).byteLength;
    return Object.assign(made, { type });
  }

  it('stands in one tab at a time, and moves on with its card when that is closed', async () => {
    const [dialogue, desk] = [new Dialogue(), new QuestionDesk({ tell: () => undefined })];
    const [first, second] = [tab(dialogue, desk, 's1'), tab(dialogue, desk, 's2')];
    const turn = dialogue.begin(true, () => undefined);
    turn.hear(Buffer.from('A banner.\r\n'));
    const answer = turn.ask(QUESTION, never);
    expect(first.shown).toBe("A banner.\r\nme@web's password: ");
    expect([desk.now('s1')?.shellId, desk.now('s2')]).toEqual(['s1', null]);
    expect(first.answerer.news).toMatchObject({ state: 'authenticating' });
    expect(second.type('not here\r')).toBe(9);
    first.type('half');
    first.answerer.leave();
    expect([desk.now('s1'), desk.now('s2')?.shellId]).toEqual([null, 's2']);
    expect(second.type('secret\r')).toBe(0);
    expect(await answer).toEqual({ text: 'secret', keep: false });
    expect(second.answerer.news?.state).not.toBe('authenticating');
  });

  it('is asked among the tunnels while no tab is there', async () => {
    const [dialogue, desk] = [new Dialogue(), new QuestionDesk({ tell: () => undefined })];
    const window = tab(dialogue, desk, '', true);
    const answer = dialogue.begin(false, () => undefined).ask(QUESTION, never);
    expect(window.answerer.question).toBe(QUESTION.text);
    window.type('secret\r');
    expect(await answer).toEqual({ text: 'secret', keep: false });
  });

  it('that is put away interrupts ssh', async () => {
    const [dialogue, desk] = [new Dialogue(), new QuestionDesk({ tell: () => undefined })];
    tab(dialogue, desk, 's1');
    let typed = '';
    const turn = dialogue.begin(false, (bytes) => (typed += Buffer.from(bytes).toString()));
    const answer = turn.ask(QUESTION, never);
    desk.answer(desk.now('s1')!.id, null);
    expect([await answer, typed]).toEqual([null, '\x03']);
  });
});
