/// <reference types="svelte" />
// The shells an agent holds, as the window lists them.
import { describe, expect, it } from 'vitest';
import { canOf, EMPTY_DRAFT } from '../../electron/hosts/kinds/kinds.ts';
import type { HostDraft, HostKind } from '../../electron/ipc/contract.ts';
import type { Bridge, RunningShell } from '../../electron/ipc/contract.ts';
import { keepsShells, newestFirst, shellFacts, shellName } from '../../renderer/lib/running.ts';
import { KnownRunning, RunningList } from '../../renderer/state/running.svelte.ts';

const NOW = 10_000_000;

function shell(change: Partial<RunningShell>): RunningShell {
  return {
    session: 's',
    title: 'vim notes.md',
    command: 'vim',
    pid: 7,
    startedAt: NOW - 7_200_000,
    lastOutputAt: NOW - 90_000,
    viewers: 1,
    outputBytes: 2048,
    exitCode: null,
    signal: null,
    ended: false,
    openHere: false,
    ...change,
  };
}

describe('a running shell', () => {
  it('is told by its age, its last output and who looks at it', () => {
    expect(shellFacts(shell({ openHere: true }), NOW)).toEqual([
      'started 2 h ago',
      'last output 1 min ago',
      '2.0 KB printed',
      '1 viewer',
      'open here',
    ]);
  });

  it('that ended is told by how', () => {
    const facts = shellFacts(shell({ ended: true, exitCode: 3, viewers: 0 }), NOW);
    expect(facts[0]).toBe('Ended, exit 3');
    expect(facts.join()).not.toContain('viewer');
  });

  it('that printed nothing has no last output', () => {
    expect(shellFacts(shell({ outputBytes: 0, viewers: 0 }), NOW)).toEqual([
      'started 2 h ago',
      'no output yet',
      'no viewer',
    ]);
  });

  it('is called by its title, else its program', () => {
    expect(shellName(shell({}))).toBe('vim notes.md');
    expect(shellName(shell({ title: '' }))).toBe('vim');
    expect(shellName(shell({ title: '', command: '' }))).toBe('Shell');
  });
});

it('those that run stand first, and of them the one that printed last', () => {
  const ended = shell({ session: 'ended', ended: true, lastOutputAt: NOW });
  const quiet = shell({ session: 'quiet', lastOutputAt: 1 });
  const busy = shell({ session: 'busy', lastOutputAt: 2 });
  expect(newestFirst([ended, quiet, busy]).map(({ session }) => session)).toEqual([
    'busy',
    'quiet',
    'ended',
  ]);
});

it('only hosts with an agent have them', () => {
  const keeps = (kind: HostKind, values: Partial<HostDraft> = {}): boolean =>
    keepsShells({ can: canOf({ ...EMPTY_DRAFT, kind, ...values }) });
  expect(keeps('agent')).toBe(true);
  expect(keeps('ssh', { keepAlive: 'agent' })).toBe(true);
  expect(keeps('ssh', { keepAlive: 'tmux' })).toBe(false);
  expect(keeps('local')).toBe(false);
});

describe('the list', () => {
  /** A host that answers, in any order, when the test says what. */
  function makeList() {
    const asked: { answer: (shells: RunningShell[]) => void; fail: (error: Error) => void }[] = [];
    const ended: string[] = [];
    const bridge = {
      call: (name: string, _: string, session: string) => {
        if (name === 'hosts:endRunning') return Promise.resolve(void ended.push(session));
        return new Promise((answer, fail) => asked.push({ answer, fail }));
      },
    } as unknown as Bridge;
    const known = new KnownRunning();
    return { list: new RunningList(bridge, 'h', known), asked, ended, known };
  }

  it('is unknown, not empty, until the host has answered', async () => {
    const { list, asked } = makeList();
    const refreshed = list.refresh();
    expect([list.shells, list.loading]).toEqual([null, true]);
    asked[0]!.answer([]);
    await refreshed;
    expect([list.shells, list.loading]).toEqual([[], false]);
  });

  it('stays with what it has when the host can not be reached, and says why', async () => {
    const { list, asked } = makeList();
    const first = list.refresh();
    asked[0]!.answer([shell({})]);
    await first;
    const second = list.refresh();
    asked[1]!.fail(new Error('The agent did not answer in time.'));
    await second;
    expect(list.shells).toHaveLength(1);
    expect([list.error, list.loading]).toEqual(['The agent did not answer in time.', false]);
  });

  it('goes by the newest question, whichever is answered first', async () => {
    const { list, asked } = makeList();
    const both = [list.refresh(), list.refresh()];
    asked[1]!.answer([shell({ session: 'new' })]);
    asked[0]!.answer([shell({ session: 'old' })]);
    await Promise.all(both);
    expect(list.shells?.map(({ session }) => session)).toEqual(['new']);
  });

  it('is asked for again after one of them was ended', async () => {
    const { list, asked, ended } = makeList();
    const ending = list.end('s');
    await new Promise((resolve) => setImmediate(resolve));
    asked[0]!.answer([]);
    await ending;
    expect(ended).toEqual(['s']);
    expect(list.shells).toEqual([]);
  });

  it('tells how many run there without a tab here', async () => {
    const { list, asked, known } = makeList();
    known.left('h');
    const refreshed = list.refresh();
    const three = [shell({}), shell({ openHere: true }), shell({ ended: true })];
    asked[0]!.answer([...three, shell({})]);
    await refreshed;
    expect(known.on('h')).toBe(2);
  });
});
