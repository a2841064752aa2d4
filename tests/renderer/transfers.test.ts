/// <reference types="svelte" />
// Transfers as the window shows them: words and order of the queue, its keys, and what is told elsewhere.
import { describe, expect, it } from 'vitest';
import type { Bridge, FileEdit, Transfer, TransfersView } from '../../electron/ipc/contract.ts';
import {
  countWords,
  countsOf,
  inOrder,
  lineOf,
  markOfTransfer,
} from '../../renderer/lib/transfers.ts';
import { nameInRow, percentOfAll, thereWords, wayOf } from '../../renderer/lib/transfers.ts';
import { Edits } from '../../renderer/state/edits.svelte.ts';
import { transferCount } from '../../renderer/state/rail.ts';
import { TransferQueueState } from '../../renderer/state/transferQueue.svelte.ts';
import { HEARD_MS, Transfers } from '../../renderer/state/transfers.svelte.ts';
import { told } from '../support/told.ts';

const MB = 1024 ** 2;

function transfer(change: Partial<Transfer> = {}): Transfer {
  return {
    ...{ id: 't', name: 'web.tar.zst', move: false, asRoot: false, state: 'running' },
    from: { hostId: null, path: '/home/me/release' },
    to: { hostId: 'h', path: '/srv/www/incoming' },
    ...{ files: 1, filesDone: 0, bytes: 980 * MB, bytesDone: 412 * MB, counting: false },
    ...{ rate: 18 * MB, left: 31, question: null, said: null, advice: null },
    ...{ troubles: [], endedAt: null },
    ...change,
  };
}

const line = (change: Partial<Transfer>, next = false) => {
  const { strong, rest } = lineOf(transfer(change), next);
  return `${strong} ${rest}`.trim();
};

describe('a row', () => {
  it.each<[string, Partial<Transfer>]>([
    ['412 of 980 MB, 31 s left', {}],
    ['412 of 980 MB', { left: null }],
    ['0.4 of 1.2 GB, 2 min left', { bytes: 1.2 * 1024 * MB, left: 140 }],
    ['3 of 900 bytes', { bytes: 900, bytesDone: 3, left: null }],
    ['412 MB, counting', { counting: true }],
    ['Waits for the link, 42 %', { state: 'cut' }],
    ['Waits for the link', { state: 'cut', counting: true }],
    ['Paused, 42 %', { state: 'paused' }],
    ['980 MB, done', { state: 'done' }],
    ['Cancelled', { state: 'cancelled' }],
    [
      'No permission. Written by root only.',
      { state: 'failed', said: told('No permission.'), advice: told('Written by root only.') },
    ],
    [
      'You have no permission for authorized_keys.',
      {
        state: 'failed',
        said: {
          code: 'file-no-permission',
          facts: { path: '/root/.ssh/.authorized_keys.bowline-d0c14c2c2407e6d1.part' },
        },
      },
    ],
    ['Failed', { state: 'failed' }],
    [
      '1 file wasn’t taken.',
      { state: 'partly', troubles: [{ path: '/a', said: told('Disk full.') }] },
    ],
  ])('says “%s”', (text, change) => expect(line(change)).toBe(text));

  it('says which of those that wait is next', () => {
    expect(line({ state: 'waiting' }, true)).toBe('980 MB, next');
    expect(line({ state: 'waiting' })).toBe('980 MB');
    // What it comes to is known once it was looked at.
    expect(line({ state: 'waiting', bytes: 0 }, true)).toBe('Next');
    expect(line({ state: 'waiting', bytes: 0 })).toBe('Waiting');
  });

  it('is never whole before all of it is there', () => {
    expect(lineOf(transfer({ bytesDone: 980 * MB }), false).percent).toBe(99);
  });

  it('says where it leads, this computer’s side left out where it goes up', () => {
    const nameOf = (id: string) => ({ h: 'web-eu-1', g: 'web-eu-2' })[id] ?? id;
    const local = { hostId: null, path: '/home/me/Downloads' };
    expect(wayOf(transfer(), nameOf)).toBe('→ web-eu-1:…/incoming');
    expect(wayOf(transfer({ to: { hostId: 'h', path: '/root/.ssh' } }), nameOf)).toBe(
      '→ web-eu-1:/root/.ssh',
    );
    const from = { hostId: 'g', path: '/var/log' };
    expect(wayOf(transfer({ from, to: local }), nameOf)).toBe('web-eu-2 → …/Downloads');
    expect(wayOf(transfer({ from }), nameOf)).toBe('web-eu-2 → web-eu-1:…/incoming');
  });

  it('has a mark by where it goes, or by what it waits for', () => {
    const away = { hostId: 'g', path: '/a' };
    const here = { hostId: null, path: '/a' };
    expect(markOfTransfer(transfer())).toBe('up');
    expect(markOfTransfer(transfer({ from: away, to: here }))).toBe('down');
    expect(markOfTransfer(transfer({ from: away }))).toBe('both');
    expect(markOfTransfer(transfer({ state: 'cut' }))).toBe('reconnecting');
    expect(markOfTransfer(transfer({ state: 'asks' }))).toBe('asks');
  });

  it('counts the files of a folder in its name', () => {
    expect(nameInRow(transfer({ name: 'Messdaten', files: 1204 }))).toBe('Messdaten (1,204 files)');
  });

  it('says what is there already, and how old', () => {
    const day = 86_400_000;
    const here = { size: 9, changedAt: 5 * day };
    const question = (there: { size: number | null; changedAt: number | null }) =>
      thereWords({ name: 'a', here, there });
    expect(question({ size: 11 * 1024, changedAt: 4 * day })).toBe('11 KB, 1 day older');
    expect(question({ size: null, changedAt: 7 * day })).toBe('2 days newer');
    expect(question({ size: 900, changedAt: null })).toBe('900 bytes');
  });
});

describe('the queue', () => {
  const of = (...states: Transfer['state'][]) =>
    states.map((state, at) => transfer({ id: `${state}-${at}`, state }));

  it('has what asks first, then what goes on, what failed, what waits, and the rest', () => {
    const all = of('done', 'waiting', 'failed', 'running', 'cut', 'asks', 'running');
    expect(inOrder(all).map(({ id }) => id)).toEqual([
      ...['asks-5', 'running-3', 'cut-4', 'running-6', 'failed-2', 'waiting-1', 'done-0'],
    ]);
  });

  it('says how many are how', () => {
    const all = of('running', 'cut', 'waiting', 'asks', 'partly', 'done');
    expect(countWords(countsOf(all))).toEqual(['1 running', '2 waiting', '1 asks', '1 failed']);
    expect(countWords(countsOf(of('done', 'done')))).toEqual(['2 done']);
    expect(percentOfAll(all)).toBe(42);
    expect(percentOfAll(of('done'))).toBeNull();
  });
});

function open() {
  const listeners: Record<string, (payload: never) => void> = {};
  const calls: unknown[][] = [];
  const answers: Record<string, unknown> = {};
  const bridge = {
    on: (name: string, listener: (payload: never) => void) => {
      listeners[name] = listener;
      return () => undefined;
    },
    call: async (...args: unknown[]) => {
      calls.push(args);
      const answer = answers[args[0] as string];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as Bridge;
  const news: string[] = [];
  const timers: (() => void)[] = [];
  const transfers = new Transfers({
    bridge,
    news: (kind, some) => news.push(`${kind} ${some.map(({ id }) => id).join()}`),
    later: (ms, run) => {
      expect(ms).toBe(HEARD_MS);
      timers.push(run);
      return () => undefined;
    },
  });
  const troubles: string[] = [];
  const edits = new Edits({ bridge, trouble: ({ id, state }) => troubles.push(`${state} ${id}`) });
  const view = (...all: Transfer[]): TransfersView => ({
    ...{ transfers: all, up: 0, down: 0, paused: false, limit: 0 },
  });
  const tell = (...all: Transfer[]) => listeners['transfers:changed']!(view(...all) as never);
  const tellEdits = (...all: FileEdit[]) => listeners['edits:changed']!(all as never);
  const tick = () => timers.splice(0).forEach((run) => run());
  return { transfers, edits, answers, view, tell, tellEdits, news, troubles, calls, tick };
}

describe('the window', () => {
  it('tells of what ends and of what asks, once each', () => {
    const { tell, news } = open();
    tell(transfer({ id: 'a' }), transfer({ id: 'b' }));
    tell(transfer({ id: 'a', state: 'done' }), transfer({ id: 'b', state: 'failed' }));
    tell(transfer({ id: 'a', state: 'done' }), transfer({ id: 'b', state: 'failed' }));
    expect(news).toEqual(['failed b', 'done a']);
    tell(transfer({ id: 'c', state: 'asks' }));
    expect(news.at(-1)).toBe('asks c');
  });

  it('tells nothing of what was so before it was there, nor of what is in sight', async () => {
    const { transfers, answers, view, tell, news } = open();
    answers['transfers:view'] = view(transfer({ state: 'failed' }));
    await transfers.load();
    const leave = transfers.looksAt();
    tell(transfer({ id: 'a', state: 'done' }));
    leave();
    tell(transfer({ id: 'a', state: 'done' }), transfer({ id: 'b', state: 'done' }));
    expect(news).toEqual(['done b']);
  });

  it('stays empty where nobody answers, and takes a later answer for no news', async () => {
    const { transfers, answers, tell, view } = open();
    answers['transfers:view'] = new Error('no');
    await transfers.load();
    expect(transfers.list).toEqual([]);
    tell(transfer());
    answers['transfers:view'] = view();
    await transfers.load();
    expect(transfers.list).toHaveLength(1);
  });

  it('says how it stands every five seconds at most, and what asks at once', () => {
    const { transfers, tell, tick } = open();
    tell(transfer());
    expect(transfers.heard).toBe('1 running and 42 % of it done');
    tell(transfer({ bytesDone: 600 * MB }));
    tell(transfer({ state: 'asks', question: { name: 'a.md', here: NONE, there: NONE } }));
    expect(transfers.heard).toBe('1 running and 42 % of it done');
    expect(transfers.asked).toMatch(/^a\.md is there already/);
    tick();
    expect(transfers.heard).toBe('1 asks and 42 % of it done');
    tick();
    expect(transfers.heard).toBe('1 asks and 42 % of it done');
  });

  it('asks the main process in its words', async () => {
    const { transfers, tell, calls } = open();
    tell(transfer({ id: 'w1', state: 'waiting' }), transfer({ id: 'w2', state: 'waiting' }));
    await transfers.first('w2');
    await transfers.answer('a', 'rename', true);
    await transfers.retry('a', 'b');
    expect(calls).toEqual([
      ['transfers:move', 'w2', 'w1'],
      ['transfers:answer', 'a', 'rename', true],
      ['transfers:retry', ['a', 'b']],
    ]);
  });

  it('counts for the rail: trouble before all else', () => {
    const { transfers, tell } = open();
    expect(transferCount({ transfers })).toBeNull();
    tell(transfer({ state: 'waiting' }), transfer({ id: 'b' }));
    expect(transferCount({ transfers })).toMatchObject({ number: 2, urgent: true });
    tell(transfer({ state: 'failed' }), transfer({ id: 'b' }));
    expect(transferCount({ transfers })).toMatchObject({ number: 1, urgent: true });
  });
});

const NONE = { size: null, changedAt: null };

describe('keys in the queue', () => {
  function queueOf() {
    const all = open();
    const putAway = async (id: string) => void (await all.edits.close(id, 'save'));
    const options = { transfers: all.transfers, edits: all.edits, putAway };
    const attempt = async (work: Promise<unknown>) => void (await work);
    return { ...all, queue: new TransferQueueState({ ...options, attempt }) };
  }
  const edit = (state: FileEdit['state']): FileEdit => ({
    ...{ id: 'e', place: { hostId: 'h', path: '/etc/hosts' }, name: 'hosts', state },
    ...{ asRoot: false, said: null, advice: null, savedAt: null },
  });

  it('rest what runs, let go on what rests, and end what there is', () => {
    const { queue, tell, tellEdits, calls } = queueOf();
    const paused = transfer({ id: 'p', state: 'paused' });
    tell(transfer({ id: 'r' }), paused, transfer({ id: 'd', state: 'done' }));
    tellEdits(edit('open'));
    for (const { transfer: one } of queue.rows) if (one) queue.toggle(one);
    queue.remove(queue.rows[0]!);
    queue.remove(queue.rows[3]!);
    expect(calls).toEqual([
      ['transfers:pause', ['r']],
      ['transfers:resume', ['p']],
      ['transfers:cancel', ['r']],
      ['edits:close', 'e', 'save'],
    ]);
  });

  it('go on with the row that came to the place of one that is gone', () => {
    const { queue, tell } = queueOf();
    const [a, b, c] = ['a', 'b', 'c'].map((id) => transfer({ id }));
    tell(a!, b!, c!);
    queue.go(1);
    tell(c!, a!, b!);
    expect(queue.current?.id).toBe('b');
    queue.go(1);
    tell(c!, b!);
    expect(queue.current?.id).toBe('b');
    queue.go(1);
    tell(c!);
    expect(queue.current?.id).toBe('c');
    tell();
    expect(queue.currentAt).toBe(-1);
  });

  it('an edit in trouble is told, also one that was so before', () => {
    const { tellEdits, troubles } = queueOf();
    tellEdits(edit('conflict'));
    tellEdits(edit('conflict'));
    tellEdits(edit('saved'));
    tellEdits(edit('failed'));
    expect(troubles).toEqual(['conflict e', 'failed e']);
  });
});
