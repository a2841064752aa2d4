// What the preload asks before a page is there is what a page asks first, no less and no more.
import { expect, it } from 'vitest';
import { FIRST_CALLS } from '../../electron/ipc/names.ts';
import { loadWorkspace, slowMain } from './workspaceRig.ts';

/** These wait for the others, or take something that isn't given again. */
const LATER = ['links:list', 'sharing:opened', 'shells:list'];

it('each of them is asked once, without arguments', async () => {
  const { bridge, last } = slowMain();
  const asked: unknown[][] = [];
  last.resolve();
  await loadWorkspace({
    ...bridge,
    call: (...call) => {
      asked.push(call);
      return bridge.call(...call);
    },
  });
  expect(asked.every((call) => call.length === 1)).toBe(true);
  const names = asked.map(([name]) => name);
  expect(names.toSorted()).toEqual([...FIRST_CALLS, ...LATER].toSorted());
});
