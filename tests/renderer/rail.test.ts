/// <reference types="svelte" />
// What the rail counts, and when it is urgent.
import { describe, expect, it } from 'vitest';
import type { TunnelState } from '../../electron/ipc/contract.ts';
import { Notices } from '../../renderer/state/notices.svelte.ts';
import { noticeCount, sharingCount, tunnelCount } from '../../renderer/state/rail.ts';
import type { Workspace } from '../../renderer/state/workspace.svelte.ts';

const tunnels = (states: TunnelState[], question = '') =>
  tunnelCount({
    tunnels: { all: [{ question, tunnels: states.map((state) => ({ state })) }] },
  } as unknown as Workspace);

describe('of tunnels', () => {
  it('only a number tells how many run', () => {
    expect(tunnels(['running', 'running', 'stopped'])).toMatchObject({ number: 2, urgent: false });
  });

  it('what failed or asks comes before it', () => {
    expect(tunnels(['running', 'failed'])).toMatchObject({ number: 1, urgent: true });
    expect(tunnels(['starting'], 'Password:')).toMatchObject({ number: 1, urgent: true });
  });

  it('nothing is told where none runs', () => {
    expect(tunnels(['stopped', 'starting'])).toBeNull();
  });
});

describe('of shared shells', () => {
  const shared = (...companies: ({ shown: boolean; unread: number } | null)[]) =>
    sharingCount({
      panes: { all: companies.map((_, at) => at), placeOf: () => ({}) },
      companyOf: (at: number) => companies[at],
    } as unknown as Workspace);

  it('those count at which others are', () => {
    expect(shared({ shown: true, unread: 0 }, { shown: false, unread: 0 }, null)).toMatchObject({
      ...{ number: 1, urgent: false },
    });
    expect(shared(null)).toBeNull();
  });

  it('what was said and not read comes before it', () => {
    expect(shared({ shown: true, unread: 3 }, { shown: true, unread: 2 })).toMatchObject({
      ...{ number: 5, urgent: true },
    });
  });
});

describe('of notices', () => {
  it('those count that nobody has read', () => {
    const notices = new Notices({ later: () => () => {} });
    expect(noticeCount({ notices })).toBeNull();
    notices.add({ id: 'one', level: 'error', text: 'The host could not be saved.' });
    notices.add({ id: 'other', level: 'info', text: 'An update is ready.' });
    expect(noticeCount({ notices })).toMatchObject({ number: 2, urgent: true });
    notices.reading(true);
    expect(noticeCount({ notices })).toBeNull();
  });

  it('one only dismissed was not read', () => {
    const notices = new Notices({ later: () => () => {} });
    notices.add({ id: 'one', level: 'error', text: 'The host could not be saved.' });
    notices.dismiss('one');
    expect(noticeCount({ notices })).toMatchObject({ number: 1, urgent: true });
  });
});
