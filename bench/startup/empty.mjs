// The least that an Electron app can be: a window with a button. What `start` compares with.
import path from 'node:path';
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1100, height: 720 });
  void window.loadFile(path.join(import.meta.dirname, 'empty.html'));
});
