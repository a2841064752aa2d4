// Every screen of the app can be read and pressed, in each of its schemes and at each size: contrast of
// each text on what it stands on, nothing cut off, targets of 24 px, and nothing that axe finds.
import { expect, test } from '@playwright/test';
import { SHIPPED } from '../../core/look/schemes/shipped.ts';
import { audit } from '../support/audit.ts';
import { foundIn, viewsOf } from '../support/gallery.ts';
import { Scene } from '../support/scene.ts';
import { SCREENS, type Screen } from '../support/screens.ts';

type Size = readonly [width: number, height: number];
const USUAL: Size = [1100, 720];
const THEMES = ['dark', 'light'] as const;

test('each screen can be read and pressed', async () => {
  test.setTimeout(3_600_000);
  const scene = await Scene.start();
  try {
    for (const screen of SCREENS) {
      await test.step(screen.name, async () => {
        await scene.sizeTo(...(screen.size ?? USUAL));
        await screen.show(scene);
        expect.soft(await findings(scene, screen), screen.name).toEqual([]);
        await screen.back?.(scene);
      });
    }
  } finally {
    await scene.end();
  }
});

async function findings(scene: Scene, screen: Screen): Promise<string[]> {
  const found = new Set<string>();
  const add = (how: string, some: readonly string[]): void =>
    some.forEach((one) => found.add(`${how}: ${one}`));
  for (const theme of THEMES) {
    await scene.setTheme(theme);
    add(theme, await audit(scene.page));
  }
  for (const scheme of screen.dense ? SHIPPED : []) {
    await scene.setScheme(scheme);
    add(scheme.name, await audit(scene.page, { axe: false }));
  }
  if (screen.dense) await scene.setScheme(null);
  // Colours don't know of sizes: in the other views only cuts and targets are looked for.
  for (const view of viewsOf(screen).filter(({ usual }) => !usual)) {
    add(view.name, await foundIn(scene, screen, view));
  }
  await scene.sizeTo(...(screen.size ?? USUAL));
  return [...found];
}
