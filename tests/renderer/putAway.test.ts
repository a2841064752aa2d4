/// <reference types="svelte" />
// Putting away a file that is edited here: what isn't on its host is asked about, and nothing else.
import { expect, it } from 'vitest';
import type { FileEdit } from '../../electron/ipc/contract.ts';
import { putAway } from '../../renderer/state/putAway.ts';
import { told } from '../support/told.ts';

type App = Parameters<typeof putAway>[0];

/** `whys`: what the main process answers, one after another; then it is away. */
function rig(whys: string[], answers: (string | null)[], state: FileEdit['state'] = 'cut') {
  const did: unknown[] = [];
  const close = async (_id: string, how: string) => {
    did.push(how);
    const why = how === 'save' ? whys.shift() : undefined;
    return why === undefined ? null : told(why);
  };
  const edit = { id: 'e', name: 'app.conf', place: { hostId: 'h', path: '/app.conf' }, state };
  const dialogs = {
    current: null as unknown,
    ask: async (_name: string, shows: { why: string }) => {
      did.push(shows.why);
      return answers.shift() ?? null;
    },
    showFile: (shows: { kind: string }) => did.push(shows.kind),
  };
  const hosts = { byId: () => ({ name: 'web' }) };
  const app = { edits: { close, byId: () => edit }, dialogs, hosts } as unknown as App;
  return { did, dialogs, away: () => putAway(app, 'e') };
}

it('asks nothing where all of it is there', async () => {
  const { did, away } = rig([], []);
  await away();
  expect(did).toEqual(['save']);
});

it.each<[string, (string | null)[], string[]]>([
  ['stays', [null], ['save', 'No answer.']],
  ['is thrown away', ['drop'], ['save', 'No answer.', 'drop']],
  ['is saved once more', ['save', 'drop'], ['save', 'No answer.', 'save', 'Still none.', 'drop']],
  ['is compared', ['compare'], ['save', 'No answer.', 'compare']],
])('where it isn’t, it %s', async (_what, answers, expected) => {
  const { did, away } = rig(['No answer.', 'Still none.'], answers);
  await away();
  expect(did).toEqual(expected);
});

it('asks over no dialog that was opened meanwhile', async () => {
  const { did, dialogs, away } = rig(['No answer.'], ['drop']);
  dialogs.current = { name: 'host' };
  await away();
  expect(did).toEqual(['save']);
});
