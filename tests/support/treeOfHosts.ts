// A small tree of hosts in the real app, saved through the window's own calls.
import type { Page } from '@playwright/test';
import type { Bridge, HostColor } from '../../electron/ipc/contract.ts';

declare const window: { bowline: Bridge };

export async function addFolder(
  page: Page,
  name: string,
  parent: string | null = null,
  color: HostColor = 'none',
): Promise<string> {
  const draft = { name, parent, color, fields: {} };
  return page.evaluate(async (it) => {
    const result = await window.bowline.call('folders:save', it, null);
    return result.ok ? result.folder.id : '';
  }, draft);
}

/** A shell of this computer as a saved host. */
export async function addTo(page: Page, folder: string | null, ...names: string[]): Promise<void> {
  for (const name of names) {
    const draft = {
      kind: 'local' as const,
      name,
      color: 'none' as const,
      shell: '/bin/sh',
      folder,
    };
    await page.evaluate((it) => window.bowline.call('hosts:save', it, null), draft);
  }
}

/** The names of hosts, each with the names of the folders that it lies in. */
export async function placesOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const folders = await window.bowline.call('folders:list');
    const path = (id: string | null): string => {
      const folder = folders.find((one) => one.id === id);
      return folder ? `${path(folder.parent)}${folder.name}/` : '';
    };
    const hosts = await window.bowline.call('hosts:list');
    return hosts.map(({ name, folder }) => path(folder) + name);
  });
}
