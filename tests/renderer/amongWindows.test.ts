// What a window does that depends on what the others have open.
import { expect, it } from 'vitest';
import type { JoinedShell, SavedHost } from '../../electron/ipc/contract.ts';
import { OWN, windowOf } from './panesRig.ts';
import { loadWorkspace, slowMain } from './workspaceRig.ts';

async function begin() {
  const shell = { id: 'joined-1', name: 'release' } as JoinedShell;
  const other = { ...windowOf(['there', 'joined-1'], ['web', 'web']), id: 'other' };
  const layout = { windows: [windowOf(['here', 'web']), other], closed: [] };
  const { bridge, last } = slowMain({
    'layout:view': { own: OWN, seen: 0, layout },
    'sharing:join': shell,
  });
  last.resolve();
  return loadWorkspace(bridge);
}

it('a shell that was joined in another window is not opened twice: each would cut the other off', async () => {
  const app = await begin();
  await app.join({ link: '' }, 'me');
  expect(app.panes.on('joined-1')).toBeUndefined();
  expect(app.notices.list.map(({ text }) => text)).toEqual([
    'You are at release already, in another window.',
  ]);
});

it('who deletes a host is told of its shells in all windows', async () => {
  const app = await begin();
  const deleting = app.deleteHost({ id: 'web', name: 'web' } as SavedHost);
  expect(app.dialogs.current).toMatchObject({ name: 'delete-host', openShells: 2 });
  app.dialogs.close();
  await deleting;
});
