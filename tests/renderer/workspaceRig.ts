// All that a window knows, on a main process that is played, without anything on the page.
import { vi } from 'vitest';
import { packHosts } from '../../electron/hosts/packedHosts.ts';
import type { AppInfo, Bridge, Calls, Events, Settings } from '../../electron/ipc/contract.ts';
import { Workspace } from '../../renderer/state/workspace.svelte.ts';
import { Deferred } from '../support/deferred.ts';
import { OWN, windowOf } from './panesRig.ts';

type Answers = Partial<{ [N in keyof Calls]: ReturnType<Calls[N]> }>;

/** A main process whose last answer waits until the test lets it go. */
export function slowMain(answers: Answers = {}) {
  const listeners = new Set<[name: string, listener: (payload: never) => void]>();
  const last = new Deferred<void>();
  const all: Answers = {
    'layout:view': { own: OWN, seen: 0, layout: { windows: [windowOf()], closed: [] } },
    'app:info': { shown: false, fullScreen: false, notices: [] } as unknown as AppInfo,
    'hosts:kinds': { kinds: [], empty: {} } as never,
    'hosts:first': { hosts: packHosts([]), next: null },
    'settings:get': { theme: 'system', keepColours: [] as string[] } as Settings,
    'updates:state': { is: 'off' } as never,
    ...answers,
  };
  const bridge: Bridge = {
    async call(...[name]) {
      if (name === 'updates:state') await last.promise;
      return (all[name] ?? []) as never;
    },
    on(name, listener) {
      const entry: [string, (payload: never) => void] = [name, listener];
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
  const tell = <N extends keyof Events>(name: N, payload: Events[N]): void => {
    for (const [told, listener] of listeners) if (told === name) listener(payload as never);
  };
  return { bridge, tell, last };
}

/** The window's own page is there only while it is asked for. */
export async function loadWorkspace(bridge: Bridge): Promise<Workspace> {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('matchMedia', () => new EventTarget());
  try {
    return await Workspace.load(bridge);
  } finally {
    vi.unstubAllGlobals();
  }
}
