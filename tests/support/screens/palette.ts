// The palette: with nothing typed, with what is found of each sort, and with what can be connected to.
import type { Screen } from './screen.ts';

const typed = (name: string, text: string, more: Partial<Screen> = {}): Screen => ({
  name,
  show: async ({ page }) => {
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
    await page.keyboard.type(text);
    const nothing = page.getByText('Nothing here is called');
    await page.getByRole('option', { selected: true }).or(nothing).first().waitFor();
  },
  back: async ({ page }) => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Find anything' }).waitFor({ state: 'detached' });
  },
  ...more,
});

export const PALETTE: readonly Screen[] = [
  typed('palette-empty', ''),
  typed('palette', 'eu', { kept: 'every', dense: true }),
  typed('palette-commands', '>', {}),
  typed('palette-tabs', ':web'),
  typed('palette-address', 'ssh -p 2222 deploy@10.9.8.7'),
  typed('palette-nothing', '>qqqq'),
];
