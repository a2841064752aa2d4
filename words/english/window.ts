// All that stands in the window, in English, gathered from a module for each part of it.
import { dialogs } from './window/dialogs.ts';
import { invitations } from './window/invitations.ts';
import { sharing } from './window/sharing.ts';

export const window = { dialogs, invitations, sharing };
