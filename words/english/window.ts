// All that stands in the window, in English, gathered from a module for each part of it.
import { dialogs } from './window/dialogs.ts';
import { native } from './window/native.ts';

export const window = { dialogs, native };
