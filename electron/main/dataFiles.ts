// The files of ours in the app's data folder, in one list: tests fill the disk under each of them,
// and damage each. What else lies there is Chromium's.

export const DATA_FILES = {
  hosts: 'hosts.db',
  hostsCopy: 'hosts.backup.db',
  settings: 'settings.json',
  schemes: 'schemes.json',
  tabs: 'tabs.json',
  tunnels: 'tunnels.json',
  joined: 'joined.json',
  window: 'window.json',
  files: 'files.json',
  edits: 'edits.json',
  transfers: 'transfers.json',
  log: 'logs/main.log',
} as const;

export type DataFile = keyof typeof DATA_FILES;
