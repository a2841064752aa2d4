// A window that is only starting asks how all stands; what changes meanwhile is no less true for that.
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../electron/ipc/contract.ts';
import { EarlyEvents } from '../../renderer/lib/earlyEvents.ts';
import { loadWorkspace, slowMain } from './workspaceRig.ts';

describe('a window that starts', () => {
  it('knows what was told while it asked', async () => {
    const { bridge, tell, last } = slowMain();
    const loading = loadWorkspace(bridge);
    await new Promise(setImmediate);
    tell('app:shown', true);
    tell('app:fullScreen', true);
    tell('settings:changed', { theme: 'light' } as Settings);
    last.resolve();
    const workspace = await loading;
    expect(workspace.shown).toBe(true);
    expect(workspace.settings.current.theme).toBe('light');
    tell('app:shown', false);
    expect(workspace.shown).toBe(false);
  });
});

describe('events before anybody listens', () => {
  it('are heard in their order, and once', () => {
    const { bridge, tell } = slowMain();
    const early = new EarlyEvents(bridge);
    const heard: boolean[] = [];
    tell('app:shown', true);
    tell('app:shown', false);
    early.on('app:shown', (is) => heard.push(is));
    tell('app:shown', true);
    early.end();
    expect(heard).toEqual([true, false, true]);
  });

  it('are nothing to who comes later, and keep nobody listening', () => {
    const { bridge, tell } = slowMain();
    const early = new EarlyEvents(bridge);
    tell('app:shown', true);
    early.end();
    const heard: boolean[] = [];
    const stop = early.on('app:shown', (is) => heard.push(is));
    tell('app:shown', false);
    stop();
    tell('app:shown', true);
    expect(heard).toEqual([false]);
  });
});
