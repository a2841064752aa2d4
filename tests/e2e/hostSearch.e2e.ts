// Finding hosts on the real app, in the sidebar and in the palette, by tags, folders and notes; and the tag
// and the colour by which a host is known wherever its shell is.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Bridge, GivenDraft } from '../../electron/ipc/contract.ts';
import { SYSTEM } from '../../core/system.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { faultsByAxe } from '../support/axe.ts';
import { hostEntry, hostRows, tabCount, terminal, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { splitOff } from '../support/severalWindows.ts';

declare const window: { bowline: Bridge };

/** As `renderer/lib/tones.ts` has red. */
const RED = '[style*="--tone-5"]';

let app: RunningApp;
let folder: string;

test.beforeEach(async () => {
  needs(SYSTEM === 'win32' ? 'there is no /bin/sh' : undefined, test);
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-find-'));
  app = await startApp({ userData: path.join(folder, 'data'), env: { HOME: folder } });
  await app.window.getByRole('button', { name: 'Settings', exact: true }).waitFor();
  await fill();
});
test.afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const page = (): Page => app.window;
const box = (): Locator => page().getByLabel('Filter hosts', { exact: true });
const hosts = (): Locator => hostRows(page()).and(page().locator('[id^="host-"]'));
const chip = (name: RegExp): Locator => page().getByRole('button', { name });
const palette = (): Locator => page().getByRole('dialog', { name: 'Find anything' });
const rows = (): Locator => palette().getByRole('option');

/** Two hosts in a folder within a red one, and one at the top. */
async function fill(): Promise<void> {
  const saved = await page().evaluate(async () => {
    const { bowline } = window;
    const at = async (name: string, parent: string | null, color: 'red' | 'none') => {
      const made = await bowline.call('folders:save', { name, parent, color, fields: {} }, null);
      return made.ok ? made.folder.id : '';
    };
    const central = await at('eu-central', await at('Production', null, 'red'), 'none');
    const local = { kind: 'local', color: 'none', shell: '/bin/sh' } as const;
    const drafts: GivenDraft[] = [
      { ...local, name: 'web-eu-1', folder: central, tags: ['prod', 'web'] },
      {
        ...local,
        name: 'orders-db',
        folder: central,
        tags: ['prod', 'db'],
        notes: 'Failover: ask Jürgen',
      },
      { ...local, name: 'gpu-box', tags: ['lab'], favourite: true },
    ];
    const all = [];
    for (const draft of drafts) all.push((await bowline.call('hosts:save', draft, null)).ok);
    return all;
  });
  expect(saved).toEqual([true, true, true]);
  await page().getByText('gpu-box').first().waitFor();
}

test('hosts are found by chips, conditions, notes and letters with gaps', async () => {
  const prod = chip(/^#prod 2$/);
  await prod.click();
  await expect(prod).toHaveAttribute('aria-pressed', 'true');
  await expect(hosts()).toHaveCount(2);
  await box().fill('web');
  await expect(hosts()).toHaveCount(1);
  await prod.click();
  await box().fill('');
  await chip(/^More tags$/).click();
  await page().getByRole('menuitemcheckbox', { name: /^lab/ }).click();
  await expect(hosts()).toHaveCount(1);
  await expect(hostEntry(page(), 'gpu-box')).toBeVisible();
  await chip(/^#lab 1$/).click();

  await box().fill('in:"eu central" -tag:web');
  await expect(hosts()).toHaveCount(1);
  await expect(hostEntry(page(), 'orders-db')).toBeVisible();
  await box().fill('jurgen');
  await expect(hosts().first()).toContainText('ask Jürgen');
  await expect(hosts().first().locator('mark')).toHaveText('Jürgen');
  await box().fill('tagg:prod');
  await expect(page().getByText('“tagg:” isn’t known here.')).toBeVisible();
  await expect(box()).toHaveAccessibleDescription(/tag:, kind:, is:, in: and user:/);
  await box().fill('is:closed');
  await expect(page().getByText('“is:” takes open, favourite and kept')).toBeVisible();
  expect(await faultsByAxe(page(), 'aside')).toEqual([]);

  // What is typed last is what Enter means, however fast it is typed.
  await box().fill('');
  await box().pressSequentially('ordb');
  await expect(hosts().first()).toHaveAttribute('aria-selected', 'true');
  await box().press('Enter');
  await waitForState(page(), 'online');
  await expect(tab()).toHaveAccessibleName(/^orders-db.*tag prod/);
  await chip(/^Open 1$/).click();
  await box().fill('');
  await expect(hosts()).toHaveCount(1);
  await chip(/^Open 1$/).click();
  await box().fill('is:open');
  await expect(hosts()).toHaveCount(1);

  await box().fill('nobody@127.0.0.1:1');
  await expect(chip(/^Connect to nobody@127\.0\.0\.1:1/)).toBeVisible();
  await box().press('Enter');
  await expect.poll(() => tabCount(page())).toBe(2);
  await expect(tab()).toHaveAccessibleName(/^nobody@127\.0\.0\.1:1/);
});

const tab = (): Locator =>
  page().getByLabel('Open shells', { exact: true }).locator('[role="tab"][aria-selected="true"]');

test('a host is red, and says its tag, in tab, head, status line and palette', async () => {
  await page().keyboard.press('Control+Shift+P');
  // The favourite is first of those that nobody has used.
  await expect(rows().first()).toContainText('gpu-box');
  await page().keyboard.type('#');
  await expect(rows()).toHaveText([/#prod\s*2 hosts/, /#db\s*1 host/, /#lab/, /#web/]);
  await page().keyboard.type('la');
  await expect(rows()).toHaveCount(1);
  await page().keyboard.press('Enter');
  await expect(palette().getByRole('combobox')).toHaveValue('#lab ');
  await expect(rows()).toHaveText([/gpu-box/]);
  await palette().getByRole('combobox').fill('#prod ord');
  await expect(rows()).toHaveText([/orders-db/]);
  await expect(rows().locator('mark')).toHaveText('ord');
  const facts = palette().getByRole('region', { name: 'orders-db' });
  await expect(facts).toContainText('Production / eu-central');
  await expect(facts).toContainText('#prod #db');
  await expect(facts).toContainText('Failover: ask Jürgen');
  expect(await faultsByAxe(page(), '.palette')).toEqual([]);
  await palette().getByRole('combobox').fill('jurgen');
  await expect(rows().first()).toContainText('ask Jürgen');
  await page().keyboard.press('Enter');

  await waitForState(page(), 'online');
  const inStrip = page().locator('.tab.active');
  await expect(inStrip.locator('.badge')).toHaveText('prod');
  await expect(inStrip.locator(RED)).not.toHaveCount(0);
  const status = page().locator('footer .host');
  await expect(status).toHaveText(/orders-db\s*prod/);
  await expect(status.locator(RED)).not.toHaveCount(0);
  await terminal(page()).locator('.xterm').click();
  await splitOff(page(), 'D');
  const head = page()
    .getByRole('group', { name: /orders-db/ })
    .filter({ has: page().locator('.badge') });
  await expect(head.first().locator('.badge').first()).toHaveText('prod');
  await expect(head.first().locator(RED)).not.toHaveCount(0);
  // What was used last comes first from now on.
  await page().keyboard.press('Control+Shift+P');
  await expect(rows().first()).toContainText('orders-db');
});
