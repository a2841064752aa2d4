// Run by Electron, not by Node: a bare browser window that visits the addresses after `--`, one
// after the other, and prints for each what its page says, or the error that Chromium shows.
import { app, BrowserWindow } from 'electron';

const addresses = process.argv.slice(process.argv.indexOf('--') + 1);

/** @param {BrowserWindow} window @param {string} url */
async function visit(window, url) {
  try {
    await window.loadURL(url);
    return { text: await window.webContents.executeJavaScript('document.body.innerText') };
  } catch (error) {
    return { error: error instanceof Error && 'code' in error ? error.code : String(error) };
  }
}

async function main() {
  await app.whenReady();
  const window = new BrowserWindow({ webPreferences: { spellcheck: false } }); // it fetches dictionaries;
  for (const url of addresses) {
    const line = `${JSON.stringify({ url, ...(await visit(window, url)) })}\n`;
    // Quitting doesn't wait for what a pipe has not taken yet.
    await new Promise((resolve) => process.stdout.write(line, resolve));
  }
  app.quit();
}

void main();
