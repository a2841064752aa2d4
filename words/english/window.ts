// All that stands in the window, in English, gathered from a module for each part of it.
import { app } from './window/app.ts';
import { details } from './window/details.ts';
import { dialogs } from './window/dialogs.ts';
import { fileDialogs } from './window/fileDialogs.ts';
import { files } from './window/files.ts';
import { folderForm } from './window/folderForm.ts';
import { frame } from './window/frame.ts';
import { hostForm } from './window/hostForm.ts';
import { hostImport } from './window/hostImport.ts';
import { hostSearch } from './window/hostSearch.ts';
import { hosts } from './window/hosts.ts';
import { hostTree } from './window/hostTree.ts';
import { inTerminal } from './window/inTerminal.ts';
import { invitations } from './window/invitations.ts';
import { keptHosts } from './window/keptHosts.ts';
import { keys } from './window/keys.ts';
import { lag } from './window/lag.ts';
import { linkedHosts } from './window/linkedHosts.ts';
import { logInForm } from './window/logInForm.ts';
import { logins } from './window/logins.ts';
import { look } from './window/look.ts';
import { manners } from './window/manners.ts';
import { native } from './window/native.ts';
import { notices } from './window/notices.ts';
import { overPane } from './window/overPane.ts';
import { palette } from './window/palette.ts';
import { panes } from './window/panes.ts';
import * as quantities from './quantities.ts';
import { running } from './window/running.ts';
import { savedLogins } from './window/savedLogins.ts';
import { settings } from './window/settings.ts';
import { sharing } from './window/sharing.ts';
import { sshKeys } from './window/sshKeys.ts';
import { status } from './window/status.ts';
import { tabs } from './window/tabs.ts';
import { terminal } from './window/terminal.ts';
import { toasts } from './window/toasts.ts';
import { transfers } from './window/transfers.ts';
import { tunnel } from './window/tunnel.ts';
import { tunnels } from './window/tunnels.ts';
import { typed } from './window/typed.ts';
import { updates } from './window/updates.ts';
import { workspace } from './window/workspace.ts';

export const window = {
  app,
  details,
  dialogs,
  fileDialogs,
  files,
  folderForm,
  frame,
  hostForm,
  hostImport,
  hostSearch,
  hosts,
  hostTree,
  inTerminal,
  invitations,
  keptHosts,
  keys,
  lag,
  linkedHosts,
  logInForm,
  logins,
  look,
  manners,
  native,
  notices,
  overPane,
  palette,
  panes,
  quantities,
  running,
  savedLogins,
  settings,
  sharing,
  sshKeys,
  status,
  tabs,
  terminal,
  toasts,
  transfers,
  tunnel,
  tunnels,
  typed,
  updates,
  workspace,
};
