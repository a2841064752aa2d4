/// <reference types="svelte" />
// Who has gone on with the keyboard while something came to its end keeps it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packHosts } from '../../electron/hosts/packedHosts.ts';
import type { ImportDone } from '../../electron/ipc/contract.ts';
import type { Workspace } from '../../renderer/state/workspace.svelte.ts';
import { Deferred } from '../support/deferred.ts';
import { host } from './treeHosts.ts';
import { loadWorkspace, slowMain } from './workspaceRig.ts';

const IMPORTED: ImportDone = {
  id: 'i',
  added: 1,
  changed: 0,
  skipped: 0,
  identities: 0,
  secrets: 0,
  first: 'a',
};

let app: Workspace;
const page = { body: 'the page', activeElement: 'a tab' };

beforeEach(async () => {
  const { bridge, last } = slowMain({
    'hosts:first': { hosts: packHosts([host('a'), host('b')]), next: null },
  });
  last.resolve();
  app = await loadWorkspace(bridge);
  vi.stubGlobal('document', page);
});
afterEach(() => void vi.unstubAllGlobals());

describe('after a tab was closed', () => {
  /** Its shell ends only once somebody has gone there. */
  async function closed(goesTo: string): Promise<boolean> {
    const ended = new Deferred<void>();
    vi.spyOn(app.panes, 'close').mockReturnValue(ended.promise);
    const focus = vi.spyOn(app, 'focusTerminal').mockResolvedValue();
    page.activeElement = 'a tab';
    const closing = app.closePanes({ id: 'pane' });
    page.activeElement = goesTo;
    ended.resolve();
    await closing;
    return focus.mock.calls.length > 0;
  }

  it('the terminal beside it gets the keyboard, where nothing has it or the tabs still do', async () => {
    expect(await closed('the page')).toBe(true);
    expect(await closed('a tab')).toBe(true);
  });

  it('whoever went elsewhere meanwhile stays there', async () => {
    expect(await closed('a host')).toBe(false);
  });
});

describe.each([
  ['hosts were imported', () => app.imported(IMPORTED)],
  ['one was deleted', () => app.acts.delete(app.hosts.tree.named(['host:b']))],
])('after %s', (_, act) => {
  it('the current host gets the keyboard', async () => {
    await act();
    expect(app.hosts.focusCalls).toBe(1);
  });

  it('the palette keeps it, where that was opened meanwhile', async () => {
    vi.spyOn(app.palette, 'shown', 'get').mockReturnValue(true);
    await act();
    expect(app.hosts.focusCalls).toBe(0);
  });
});
