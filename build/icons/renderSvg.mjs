// Run by Electron, not by Node: draws the SVG at each size in an invisible page and saves
// the PNGs. Arguments: the SVG, the folder for the PNGs, the sizes.
/* global Image, OffscreenCanvas */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow } from 'electron';

const [svgFile = '', folder = '', ...sizes] = process.argv.slice(process.argv.indexOf('--') + 1);

/**
 * Runs in the page.
 * @param {string} source @param {number} size
 */
async function draw(source, size) {
  const image = new Image(size, size);
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(size, size);
  canvas.getContext('2d')?.drawImage(image, 0, 0, size, size);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return Array.from(new Uint8Array(await blob.arrayBuffer()));
}

async function main() {
  await app.whenReady();
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,');
  const source = `data:image/svg+xml;base64,${readFileSync(svgFile).toString('base64')}`;
  for (const size of sizes) {
    const call = `(${draw.toString()})(${JSON.stringify(source)}, ${size})`;
    const bytes = await window.webContents.executeJavaScript(call);
    writeFileSync(path.join(folder, `${size}.png`), Uint8Array.from(bytes));
  }
  app.quit();
}

void main();
