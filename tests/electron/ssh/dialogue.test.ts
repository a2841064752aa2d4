// Who is asked what ssh asks, what the others are told, and when a login keeps its mouth shut.
import { beforeEach, describe, expect, it } from 'vitest';
import { Dialogue, type Answerer } from '../../../electron/ssh/dialogue.ts';
import { inWords, say } from '../../../words/said.ts';
import { says } from '../../support/says.ts';

const HERE = 'Waiting for your answer in the terminal.';
const ELSEWHERE = 'ssh is waiting for your answer in another shell of this host.';

let dialogue: Dialogue;
let answers: string;
beforeEach(() => {
  dialogue = new Dialogue();
  answers = '';
});

interface Tab {
  answerer: Answerer;
  text: string;
  changes: number;
}

function wait(behind = false): Tab {
  const tab = { text: '', changes: 0 } as Tab;
  const onText = (bytes: Uint8Array) => void (tab.text += Buffer.from(bytes).toString());
  tab.answerer = dialogue.take({ onText, onChange: () => void tab.changes++ }, behind);
  return tab;
}

function begin(quiet: boolean) {
  const turn = dialogue.begin(quiet, (bytes) => void (answers += Buffer.from(bytes).toString()));
  return { ...turn, say: (text: string) => turn.hear(Buffer.from(text)) };
}

const type = ({ answerer }: Tab, text: string): boolean =>
  answerer.answer(Buffer.from(text)).byteLength === 0;

describe('a login that somebody waits for', () => {
  it('shows all that ssh says, and tells how far it has come', () => {
    const tab = wait();
    const turn = begin(false);
    turn.tell(say('connecting'));
    turn.say('Welcome.\r\n');
    expect(tab.text).toBe('Welcome.\r\n');
    expect(tab.answerer.news).toMatchObject({ state: 'connecting', message: says('Connecting…') });
  });

  it('takes what is typed for an answer only while something is asked', () => {
    const tab = wait();
    const turn = begin(false);
    expect(type(tab, 'too early')).toBe(false);
    turn.say('password: ');
    expect(tab.answerer.news).toMatchObject({ state: 'authenticating', message: says(HERE) });
    expect(type(tab, 'secret\r')).toBe(true);
    turn.say('\r\n');
    expect(type(tab, 'too late')).toBe(false);
    expect(answers).toBe('secret\r');
  });

  it('knows a question by its unfinished line, whatever colours it has', () => {
    const tab = wait();
    const turn = begin(false);
    turn.say('Are you sure (yes/no)? \x1b[0m');
    expect(type(tab, 'yes\r')).toBe(true);
    turn.say('yes\r\n\x1b[0m');
    expect(type(tab, 'no\r')).toBe(false);
  });
});

describe('a login that is repeated by itself', () => {
  it('says nothing unless it asks, and then all from its beginning', () => {
    const tab = wait();
    const turn = begin(true);
    turn.tell(say('connecting'));
    turn.say('A banner.\r\n');
    expect([tab.text, tab.answerer.news]).toEqual(['', undefined]);
    turn.say('password: ');
    expect(tab.text).toBe('A banner.\r\npassword: ');
    turn.say('\r\nDenied.\r\n');
    expect(tab.text).toBe('A banner.\r\npassword: \r\nDenied.\r\n');
  });

  it('isn’t answered by the one before it, nor heard after the next has begun', () => {
    const tab = wait();
    const old = begin(false);
    const turn = begin(true);
    old.say('password: ');
    old.end();
    expect([tab.text, tab.answerer.news]).toEqual(['', undefined]);
    turn.say('PIN: ');
    expect(tab.text).toBe('PIN: ');
    turn.end();
    expect(tab.answerer.news).toBe(undefined);
  });
});

describe('several tabs', () => {
  it('one is asked, and the others are told', () => {
    const [first, second] = [wait(), wait()];
    begin(true).say('password: ');
    expect(inWords(first.answerer.news?.message)).toBe(HERE);
    expect(inWords(second.answerer.news?.message)).toBe(ELSEWHERE);
    expect(second.text).toBe('');
    expect(type(second, 'x')).toBe(false);
    expect(second.changes).toBe(1);
  });

  it('the next is asked when the one that was is closed', () => {
    const [first, second] = [wait(), wait()];
    begin(true).say('password: ');
    first.answerer.leave();
    first.answerer.leave();
    expect(second.text).toBe('password: ');
    expect(inWords(second.answerer.news?.message)).toBe(HERE);
    expect(type(second, 'y')).toBe(true);
  });

  it('a tab that comes when nobody was there is shown what was said', () => {
    begin(false).say('password: ');
    const tab = wait();
    expect(tab.text).toBe('password: ');
    expect(inWords(tab.answerer.news?.message)).toBe(HERE);
  });
});

describe('who waits behind the tabs', () => {
  it('is asked only while no tab is there, and knows the question', () => {
    const window = wait(true);
    const turn = begin(false);
    turn.say('me@there’s password: ');
    expect(window.answerer.question).toBe('me@there’s password:');
    const before = window.changes;
    const tab = wait();
    expect(tab.text).toBe('me@there’s password: ');
    expect([window.answerer.question, window.answerer.news?.message]).toEqual([
      '',
      says(ELSEWHERE),
    ]);
    expect(window.changes).toBeGreaterThan(before);
    expect(type(window, 'no\r')).toBe(false);
    tab.answerer.leave();
    expect(window.answerer.question).toBe('me@there’s password:');
    expect(type(window, 'secret\r')).toBe(true);
  });

  it('stays behind tabs that came before it and after it', () => {
    const first = wait();
    const window = wait(true);
    const second = wait();
    begin(false).say('? ');
    first.answerer.leave();
    expect([type(window, 'x'), type(second, 'y')]).toEqual([false, true]);
  });

  it('has no question when nothing is asked', () => {
    const window = wait(true);
    expect(window.answerer.question).toBe('');
    const turn = begin(false);
    turn.say('Welcome.\r\n');
    expect(window.answerer.question).toBe('');
    turn.say('password: ');
    turn.end();
    expect(window.answerer.question).toBe('');
  });
});
