// The pages of the settings, each of parts of its own file.
import type { Component } from 'svelte';
import Archive from '@lucide/svelte/icons/archive';
import Bell from '@lucide/svelte/icons/bell';
import Download from '@lucide/svelte/icons/download';
import Folder from '@lucide/svelte/icons/folder';
import Gauge from '@lucide/svelte/icons/gauge';
import KeyRound from '@lucide/svelte/icons/key-round';
import Keyboard from '@lucide/svelte/icons/keyboard';
import MousePointer2 from '@lucide/svelte/icons/mouse-pointer-2';
import Palette from '@lucide/svelte/icons/palette';
import Server from '@lucide/svelte/icons/server';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import Users from '@lucide/svelte/icons/users';
import type { PageName } from '../../state/settingsPage.svelte.ts';
import AppearancePage from './AppearancePage.svelte';
import BackupsPage from './BackupsPage.svelte';
import ConnectionsPage from './ConnectionsPage.svelte';
import FilesPage from './FilesPage.svelte';
import FontSettings from './FontSettings.svelte';
import KeysPage from './KeysPage.svelte';
import LagPage from './LagPage.svelte';
import LoginsPage from './LoginsPage.svelte';
import MousePage from './MousePage.svelte';
import NotificationsPage from './NotificationsPage.svelte';
import SharingPage from './SharingPage.svelte';
import TerminalPage from './TerminalPage.svelte';
import UpdatesPage from './UpdatesPage.svelte';
import WindowSettings from './WindowSettings.svelte';

export interface SettingsPageInfo {
  name: PageName;
  Icon: typeof Bell;
  parts: readonly Component[];
}

export const SETTINGS_PAGES: readonly SettingsPageInfo[] = [
  { name: 'appearance', Icon: Palette, parts: [AppearancePage, FontSettings, WindowSettings] },
  { name: 'terminal', Icon: SquareTerminal, parts: [TerminalPage] },
  { name: 'keys', Icon: Keyboard, parts: [KeysPage] },
  { name: 'mouse', Icon: MousePointer2, parts: [MousePage] },
  { name: 'connections', Icon: Server, parts: [ConnectionsPage] },
  { name: 'files', Icon: Folder, parts: [FilesPage] },
  { name: 'lag', Icon: Gauge, parts: [LagPage] },
  { name: 'logins', Icon: KeyRound, parts: [LoginsPage] },
  { name: 'sharing', Icon: Users, parts: [SharingPage] },
  { name: 'notifications', Icon: Bell, parts: [NotificationsPage] },
  { name: 'backups', Icon: Archive, parts: [BackupsPage] },
  { name: 'updates', Icon: Download, parts: [UpdatesPage] },
];
