// What is kept of saved hosts, the way out of here, and many hosts at once: the dialogs that commands open.
import type { Bridge } from '../../../electron/ipc/contract.ts';
import type { Scene } from '../scene.ts';
import { escape, escapeTwice, type Screen } from './screen.ts';

declare const window: { bowline: Bridge };

async function run({ page }: Scene, command: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await palette.waitFor();
  await page.keyboard.type(`>${command}`);
  await palette.getByRole('option', { selected: true, name: command }).waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
  await page.locator('.dialog-foot').waitFor();
}

const dialog = (name: string, command: string, more: Partial<Screen> = {}): Screen => ({
  name,
  show: (scene) => run(scene, command),
  back: escape,
  ...more,
});

/** Copies of a host go into the bin: several together, and one by itself. */
async function fillBin({ page }: Scene): Promise<void> {
  await page.evaluate(async () => {
    const { bowline } = window;
    const host = (await bowline.call('hosts:list')).find(({ name }) => name.startsWith('Lager'))!;
    const copy = async (): Promise<string> => (await bowline.call('hosts:duplicate', host.id)).id;
    await bowline.call('hosts:delete', [await copy(), await copy(), await copy()]);
    await bowline.call('hosts:delete', [await copy()]);
  });
}

export const KEPT: readonly Screen[] = [
  dialog('bin-empty', 'Deleted Hosts'),
  dialog('bin', 'Deleted Hosts', {
    show: async (scene) => {
      await fillBin(scene);
      await run(scene, 'Deleted Hosts');
      await scene.page.getByRole('option', { name: /^3 hosts deleted together/ }).click();
    },
  }),
  dialog('bin-question', 'Deleted Hosts', {
    show: async (scene) => {
      await run(scene, 'Deleted Hosts');
      await scene.page.getByRole('button', { name: 'Empty bin…' }).click();
    },
    back: async (scene) => {
      await scene.page.keyboard.press('Escape');
      await scene.page.getByRole('button', { name: 'Empty bin…' }).waitFor();
      await escape(scene);
    },
  }),
  dialog('ssh-keys', 'SSH Keys'),
  dialog('make-key', 'SSH Keys', {
    show: async (scene) => {
      await run(scene, 'SSH Keys');
      await scene.page.getByRole('button', { name: 'Make a key…' }).click();
      await scene.page.getByRole('radio', { name: 'Security key', exact: true }).click();
    },
    back: escapeTwice,
  }),
  dialog('known-hosts', 'Known Hosts'),
  dialog('backups', 'Backups of the Hosts'),
  dialog('export', 'Export Hosts', {
    show: async (scene) => {
      await run(scene, 'Export Hosts');
      await scene.page.getByRole('radio', { name: 'Seal under a passphrase' }).click();
    },
  }),
  dialog('edit-many', 'Edit the Hosts Shown'),
];
