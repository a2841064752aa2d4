// A picture of each screen, as people may have it, into docs/gallery/: with BOWLINE_GALLERY=write alone, or
// with the screens' names in its place (files,quick-look), as pictures are for people to judge. That nothing is cut off in the same views is the audit's.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../support/app.ts';
import { isKept, shoot, viewsOf } from '../support/gallery.ts';
import { Scene } from '../support/scene.ts';
import { SCREENS } from '../support/screens.ts';

const FOLDER = path.join(ROOT, 'docs/gallery');
/** Of this screen the README shows both themes. */
const OF_README = 'split';
const WANTED = process.env['BOWLINE_GALLERY'] ?? '';

const isWanted = (name: string): boolean => WANTED === 'write' || WANTED.split(',').includes(name);

test('a picture of each screen, in which nothing is cut off', async () => {
  test.setTimeout(900_000);
  const scene = await Scene.start();
  try {
    for (const screen of SCREENS) {
      await test.step(screen.name, async () => {
        await scene.sizeTo(...(screen.size ?? [1100, 720]));
        await screen.show(scene);
        const views = isWanted(screen.name) ? viewsOf(screen) : [];
        for (const view of views.filter((one) => isKept(screen, one))) {
          const cut = await shoot(scene, screen, view, FOLDER);
          expect.soft(cut, `${screen.name}, ${view.name}`).toEqual([]);
        }
        await scene.sizeTo(...(screen.size ?? [1100, 720]));
        await screen.back?.(scene);
      });
    }
  } finally {
    await scene.end();
  }
  if (isWanted(OF_README)) intoReadme();
});

function intoReadme(): void {
  for (const theme of ['dark', 'light']) {
    const picture = path.join(FOLDER, `${OF_README}-${theme}.png`);
    copyFileSync(picture, path.join(ROOT, 'docs/images', `${theme}.png`));
  }
}
