/// <reference types="svelte" />
// Toasts and notifications: what is told is seen for a while, three at once, and kept to be read later.
import { describe, expect, it, vi } from 'vitest';
import { MOST_KEPT, Notices } from '../../renderer/state/notices.svelte.ts';
import { SHOWN_MS } from '../../renderer/state/toasts.svelte.ts';
import { ManualClock } from '../support/manualClock.ts';

const lasting = {
  id: 'debugging',
  level: 'warning',
  text: 'Debugging is open.',
  lasting: true,
} as const;

function begin() {
  const clock = new ManualClock();
  const notices = new Notices({
    later: (ms, run) => clock.after(ms, run),
    now: () => clock.now(),
  });
  const shown = (): string[] => notices.list.map(({ id }) => id);
  const info = (id: string) => notices.add({ id, level: 'info', text: `text ${id}` });
  return { clock, notices, shown, info };
}

describe('what is seen', () => {
  it('one that lasts is neither dismissed nor pushed out', () => {
    const { notices, clock } = begin();
    notices.add(lasting);
    for (let n = 0; n < 10; n++) notices.failed(`Failure ${n}`, new Error('x'));
    notices.dismiss('debugging');
    notices.clear();
    clock.advance(10 * SHOWN_MS);
    expect(notices.list).toEqual([lasting]);
    expect(notices.kept).toMatchObject([lasting]);
  });

  it('one that lasts takes no other’s place, whenever it came', () => {
    const { notices } = begin();
    for (let n = 0; n < 4; n++) notices.failed(`Failure ${n}`, new Error('x'));
    notices.add(lasting);
    expect(notices.list).toHaveLength(4);
  });

  it('the latest three are seen, and earlier ones once others are dismissed', () => {
    const { notices, shown, info } = begin();
    for (let n = 0; n < 6; n++) info(`${n}`);
    expect(shown()).toEqual(['3', '4', '5']);
    notices.dismiss('4');
    notices.dismiss('5');
    expect(shown()).toEqual(['1', '2', '3']);
  });

  it('of very many only the latest are kept waiting', () => {
    const { notices } = begin();
    for (let n = 0; n < 1_000; n++) notices.failed(`Failure ${n}`, new Error('x'));
    let dismissed = 0;
    for (; notices.list.length > 0; dismissed++) notices.dismiss(notices.list[0]!.id);
    expect(dismissed).toBe(20);
  });

  it('one of the same text, or about the same thing, takes the place of the earlier one', () => {
    const { notices } = begin();
    notices.add({ id: 'a', level: 'info', text: 'The disk is full.' });
    notices.add({ id: 'b', level: 'info', text: 'The tunnel is down.' });
    notices.add({ id: 'c', level: 'error', text: 'The disk is full.' });
    notices.add({ id: 'b', level: 'info', text: 'The tunnel is up.' });
    expect(notices.list).toEqual([
      { id: 'c', level: 'error', text: 'The disk is full.' },
      { id: 'b', level: 'info', text: 'The tunnel is up.' },
    ]);
    expect(notices.kept.map(({ text }) => text)).toEqual([
      'The tunnel is up.',
      'The disk is full.',
    ]);
  });

  it('what went wrong is told with what was tried and why, each time under a name of its own', () => {
    const { notices } = begin();
    notices.failed('The host could not be deleted', new Error('It is in use.'));
    notices.failed('The host could not be saved', new Error('It is in use.'));
    const [first, second] = notices.list;
    expect(first).toMatchObject({
      level: 'error',
      text: 'The host could not be deleted: It is in use.',
    });
    expect(second!.id).not.toBe(first!.id);
  });
});

describe('how long it is seen', () => {
  it('for a few seconds, from when it is seen first', () => {
    const { clock, shown, info } = begin();
    for (const id of ['a', 'b', 'c', 'd']) info(id);
    clock.advance(SHOWN_MS - 1);
    expect(shown()).toEqual(['b', 'c', 'd']);
    clock.advance(1);
    expect(shown()).toEqual(['a']);
    clock.advance(SHOWN_MS);
    expect(shown()).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it('until it is dismissed where something is wrong', () => {
    const { clock, notices, shown } = begin();
    notices.add({ id: 'w', level: 'warning', text: 'slow' });
    notices.add({ id: 'e', level: 'error', text: 'failed' });
    clock.advance(100 * SHOWN_MS);
    expect(shown()).toEqual(['w', 'e']);
  });

  it('as long as somebody is at them, and for the whole time after that', () => {
    const { clock, notices, shown, info } = begin();
    info('a');
    clock.advance(SHOWN_MS - 1);
    notices.toasts.hold(true);
    info('b');
    clock.advance(100 * SHOWN_MS);
    expect(shown()).toEqual(['a', 'b']);
    notices.toasts.hold(false);
    clock.advance(SHOWN_MS - 1);
    expect(shown()).toEqual(['a', 'b']);
    clock.advance(1);
    expect(shown()).toEqual([]);
  });
});

describe('what can be done about it', () => {
  const undoable = (run: () => void) => ({
    text: 'web deleted.',
    id: 'deleted',
    action: { label: 'Undo', run, undoes: true },
  });

  it('is done once, wherever it is pressed', () => {
    const { notices } = begin();
    const run = vi.fn();
    notices.toasts.show(undoable(run));
    notices.toasts.act('deleted');
    notices.act('deleted');
    expect(run).toHaveBeenCalledOnce();
    expect(notices.list).toEqual([]);
    expect(notices.kept[0]).not.toHaveProperty('action');
  });

  it('is there still among the notifications when the toast is gone', () => {
    const { clock, notices } = begin();
    const run = vi.fn();
    notices.toasts.show(undoable(run));
    clock.advance(SHOWN_MS);
    notices.act('deleted');
    expect(run).toHaveBeenCalledOnce();
  });

  it('the key for undo takes back the latest that can be, and says where there is none', () => {
    const { notices, info } = begin();
    const [first, second] = [vi.fn(), vi.fn()];
    notices.toasts.show(undoable(first));
    notices.toasts.show({
      text: 'db deleted.',
      action: { label: 'Undo', run: second, undoes: true, applies: () => false },
    });
    info('a');
    expect(notices.toasts.undo()).toBe(true);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
    expect(notices.toasts.undo()).toBe(false);
  });
});

describe('what is kept', () => {
  it('all that was told, the latest first, as many as there is room for', () => {
    const { clock, notices, info } = begin();
    for (let n = 0; n < MOST_KEPT + 5; n++) {
      info(`${n}`);
      clock.advance(1);
    }
    expect(notices.kept).toHaveLength(MOST_KEPT);
    expect(notices.kept[0]).toMatchObject({ id: `${MOST_KEPT + 4}`, at: MOST_KEPT + 4 });
  });

  it('counts as new until somebody reads, and not while somebody does', () => {
    const { notices, info } = begin();
    info('a');
    info('b');
    expect(notices.unread).toBe(2);
    notices.reading(true);
    info('c');
    expect(notices.unread).toBe(0);
    notices.reading(false);
    info('d');
    expect(notices.unread).toBe(1);
  });

  it('is forgotten one by one or at once, and is not seen any more then', () => {
    const { notices, info, shown } = begin();
    for (const id of ['a', 'b', 'c']) info(id);
    notices.forget('b');
    expect(shown()).toEqual(['a', 'c']);
    notices.clear();
    expect([notices.kept, shown()]).toEqual([[], []]);
  });

  it('can be kept without being shown', () => {
    const { notices, shown } = begin();
    notices.keepOnly({ id: 'update', level: 'info', text: 'ready' });
    expect([shown(), notices.kept.length, notices.unread]).toEqual([[], 1, 1]);
  });
});
