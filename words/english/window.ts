// All that stands in the window, in English, gathered from a module for each part of it.
import { dialogs } from './window/dialogs.ts';
import { lag } from './window/lag.ts';
import { status } from './window/status.ts';
import { updates } from './window/updates.ts';

export const window = { dialogs, lag, status, updates };
