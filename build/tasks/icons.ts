// npm run icons: renders assets/icons/bowline.svg into every size and container that the
// systems want. The results are committed; run it again when the drawing has changed.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDisplay } from '../display.ts';
import { icns, ico } from '../icons/containers.ts';
import type { IconImage } from '../icons/containers.ts';
import { findElectron } from '../setup/electron.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'assets', 'icons');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const LARGEST_IN_ICO = 256;

async function render(): Promise<void> {
  await using display = await openDisplay();
  const executable = findElectron()?.executable ?? '';
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const script = path.join(ROOT, 'build', 'icons', 'renderSvg.mjs');
  const args = [script, '--', path.join(FOLDER, 'bowline.svg'), FOLDER, ...SIZES.map(String)];
  await promisify(execFile)(executable, [...sandbox, ...args], {
    env: { ...process.env, ...display.env },
  });
}

await render();
const images: IconImage[] = await Promise.all(
  SIZES.map(async (size) => ({ size, png: await readFile(path.join(FOLDER, `${size}.png`)) })),
);
await writeFile(
  path.join(FOLDER, 'bowline.ico'),
  ico(images.filter(({ size }) => size <= LARGEST_IN_ICO)),
);
await writeFile(path.join(FOLDER, 'bowline.icns'), icns(images));
