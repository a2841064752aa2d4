// All that stands in the window, in English, gathered from a module for each part of it.
import { details } from './window/details.ts';
import { dialogs } from './window/dialogs.ts';
import { invitations } from './window/invitations.ts';
import { running } from './window/running.ts';
import { sharing } from './window/sharing.ts';
import { terminal } from './window/terminal.ts';
import { tunnel } from './window/tunnel.ts';
import { tunnels } from './window/tunnels.ts';
import { workspace } from './window/workspace.ts';

export const window = {
  details,
  dialogs,
  invitations,
  running,
  sharing,
  terminal,
  tunnel,
  tunnels,
  workspace,
};
