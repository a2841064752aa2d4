// All that stands in the window, in English, gathered from a module for each part of it.
import { app } from './window/app.ts';
import { details } from './window/details.ts';
import { dialogs } from './window/dialogs.ts';
import { hostForm } from './window/hostForm.ts';
import { hosts } from './window/hosts.ts';
import { invitations } from './window/invitations.ts';
import { lag } from './window/lag.ts';
import { native } from './window/native.ts';
import { notices } from './window/notices.ts';
import * as quantities from './quantities.ts';
import { running } from './window/running.ts';
import { settings } from './window/settings.ts';
import { sharing } from './window/sharing.ts';
import { status } from './window/status.ts';
import { tabs } from './window/tabs.ts';
import { terminal } from './window/terminal.ts';
import { tunnel } from './window/tunnel.ts';
import { tunnels } from './window/tunnels.ts';
import { updates } from './window/updates.ts';
import { workspace } from './window/workspace.ts';

export const window = {
  app,
  details,
  dialogs,
  hostForm,
  hosts,
  invitations,
  lag,
  native,
  notices,
  quantities,
  running,
  settings,
  sharing,
  status,
  tabs,
  terminal,
  tunnel,
  tunnels,
  updates,
  workspace,
};
