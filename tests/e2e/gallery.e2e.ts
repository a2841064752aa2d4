// A picture of each screen, as people may have it. With BOWLINE_GALLERY=write those that belong to the
// project go to docs/gallery/; else all go to the test's own folder, and only nothing may be cut off.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../support/app.ts';
import { isKept, shoot, VIEWS, type View } from '../support/gallery.ts';
import { Scene } from '../support/scene.ts';
import { SCREENS, type Screen } from '../support/screens.ts';

const WRITES = process.env['BOWLINE_GALLERY'] === 'write';
const FOLDER = path.join(ROOT, 'docs/gallery');
/** Of this screen the README shows both themes. */
const OF_README = 'split';

test('each screen can be brought up, and nothing is cut off in any view of it', async () => {
  test.setTimeout(900_000);
  const folder = WRITES ? FOLDER : test.info().outputPath('gallery');
  const scene = await Scene.start();
  try {
    for (const screen of SCREENS) {
      await test.step(screen.name, async () => {
        await scene.sizeTo(...(screen.size ?? [1100, 720]));
        await screen.show(scene);
        for (const view of viewsOf(screen)) {
          const cut = await shoot(scene, screen, view, folder);
          expect.soft(cut, `${screen.name}, ${view.name}`).toEqual([]);
        }
        await scene.sizeTo(...(screen.size ?? [1100, 720]));
        await screen.back?.(scene);
      });
    }
  } finally {
    await scene.end();
  }
  if (WRITES) intoReadme();
});

function intoReadme(): void {
  for (const theme of ['dark', 'light']) {
    const picture = path.join(FOLDER, `${OF_README}-${theme}.png`);
    copyFileSync(picture, path.join(ROOT, 'docs/images', `${theme}.png`));
  }
}

/** What stands where it was opened is seen at one size only. */
function viewsOf(screen: Screen): readonly View[] {
  const still = VIEWS.filter(
    ({ size: [width], forced, scale }) => width === 1100 && !forced && !scale,
  );
  const all = screen.fleeting || screen.size ? still : VIEWS;
  return WRITES ? all.filter((view) => isKept(screen, view)) : all;
}
