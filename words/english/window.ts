// All that stands in the window, in English, gathered from a module for each part of it.
import { app } from './window/app.ts';
import { dialogs } from './window/dialogs.ts';
import { hostForm } from './window/hostForm.ts';
import { hosts } from './window/hosts.ts';
import { lag } from './window/lag.ts';
import { notices } from './window/notices.ts';
import { settings } from './window/settings.ts';
import { status } from './window/status.ts';
import { tabs } from './window/tabs.ts';
import { updates } from './window/updates.ts';

export const window = {
  app,
  dialogs,
  hostForm,
  hosts,
  lag,
  notices,
  settings,
  status,
  tabs,
  updates,
};
