// The system's own dialogs that ask which file hosts come from, and where to they are written.
import { homedir } from 'node:os';
import path from 'node:path';
import {
  dialog,
  type BrowserWindow,
  type OpenDialogOptions,
  type SaveDialogOptions,
} from 'electron';
import { words } from '../../words/window.ts';
import type { ExportFormat } from '../ipc/contract.ts';
import type { ImportDialogs } from './importDesk.ts';

const FILES: Readonly<Record<ExportFormat, { name: string; ending?: string }>> = {
  bowline: { name: 'bowline-hosts.json', ending: 'json' },
  ssh_config: { name: 'ssh_config' },
  csv: { name: 'hosts.csv', ending: 'csv' },
};

/** Before the window that asks, which waits for them. */
export function importDialogs(window: BrowserWindow | undefined): ImportDialogs {
  return { open: (what) => askWhich(what, window), save: (format) => askWhereTo(format, window) };
}

async function askWhich(
  what: 'file' | 'folder',
  window: BrowserWindow | undefined,
): Promise<string | undefined> {
  const options: OpenDialogOptions = {
    title: words.native.importHosts,
    properties: [what === 'file' ? 'openFile' : 'openDirectory', 'showHiddenFiles'],
  };
  const { filePaths, canceled } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? undefined : filePaths[0];
}

async function askWhereTo(
  format: ExportFormat,
  window: BrowserWindow | undefined,
): Promise<string | undefined> {
  const { name, ending } = FILES[format];
  const options: SaveDialogOptions = {
    title: words.native.exportHosts,
    defaultPath: path.join(homedir(), name),
    ...(ending ? { filters: [{ name: ending.toUpperCase(), extensions: [ending] }] } : {}),
    properties: ['showOverwriteConfirmation', 'showHiddenFiles'],
  };
  const { filePath, canceled } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? undefined : filePath;
}
