// The tree of hosts with folders, favourites and many chosen, and what is asked about those.
import type { Page } from '@playwright/test';
import type { Bridge, HostColor } from '../../../electron/ipc/contract.ts';
import { hostEntry } from '../drive.ts';
import type { Scene } from '../scene.ts';
import { choose, escape, menuOf, type Screen } from './screen.ts';

declare const window: { bowline: Bridge };

/** Puts the scene's hosts into folders. */
async function arrange(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { call } = window.bowline;
    const add = async (name: string, parent: string | null, color: HostColor) => {
      const result = await call('folders:save', { name, parent, color, fields: {} }, null);
      return result.ok ? result.folder.id : '';
    };
    const production = await add('Production', null, 'red');
    const central = await add('eu-central', production, 'none');
    await add('Müller Maschinenbau und Anlagentechnik GmbH', null, 'teal');
    const hosts = await call('hosts:list');
    const ids = (pattern: RegExp) =>
      hosts.filter(({ name }) => pattern.test(name)).map(({ id }) => id);
    await call('hosts:move', ids(/-eu-/), central);
    await call('hosts:move', ids(/^orders/), production);
    await call('hosts:patch', ids(/^(orders|上海)/), {
      favourite: true,
      addTags: ['prod', '数据库'],
    });
  });
  // The favourites come last; a row that goes elsewhere takes its menu along.
  await hostEntry(page, 'Production').waitFor();
  await hostEntry(page, 'Favourites').waitFor();
}

async function back({ page }: Scene): Promise<void> {
  await page.evaluate(async () => {
    const { call } = window.bowline;
    const ids = (await call('hosts:list')).map(({ id }) => id);
    await call('hosts:patch', ids, {
      favourite: false,
      removeTags: ['prod', '数据库'],
      folder: null,
    });
    for (const { id } of await call('folders:list')) await call('folders:delete', id);
  });
  await hostEntry(page, 'Production').waitFor({ state: 'detached' });
}

/** Of arranged hosts, which are as they were afterwards. */
const screen = (name: string, show: (page: Page) => Promise<void>, more: Partial<Screen> = {}) => ({
  name,
  show: async ({ page }: Scene) => {
    await arrange(page);
    await show(page);
  },
  back,
  ...more,
});

const afterEscape = async (scene: Scene): Promise<void> => {
  await escape(scene);
  await back(scene);
};

export const HOSTS: readonly Screen[] = [
  screen('hosts-tree', (page) => hostEntry(page, 'web-eu-1').click()),
  screen(
    'hosts-chosen',
    async (page) => {
      await hostEntry(page, 'cache-eu-1').click();
      await hostEntry(page, 'web-eu-2').click({ modifiers: ['Shift'] });
    },
    {
      back: async (scene) => {
        await scene.page.getByRole('button', { name: 'Select nothing' }).click();
        await back(scene);
      },
    },
  ),
  screen('folder-menu', (page) => menuOf(page, hostEntry(page, 'eu-central')), {
    fleeting: true,
    back: afterEscape,
  }),
  screen('move-hosts', (page) => choose(page, 'web-eu-2', 'Move to folder…'), {
    back: afterEscape,
  }),
  screen('tag-hosts', (page) => choose(page, 'web-eu-2', 'Tag…'), { back: afterEscape }),
  screen('delete-folder', (page) => choose(page, 'Production', 'Delete folder…'), {
    back: afterEscape,
  }),
];
