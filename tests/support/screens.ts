// Every screen of the app, by name: how to get there from the one before it, and back. Audit and
// gallery go through them in this order, so that a new screen is one entry in one of these lists.
import { FILES } from './screens/files.ts';
import { FRAME } from './screens/frame.ts';
import { HOSTS } from './screens/hosts.ts';
import { KEPT } from './screens/kept.ts';
import { LOGIN_CARDS } from './screens/loginCards.ts';
import { LOGINS } from './screens/logins.ts';
import { PALETTE } from './screens/palette.ts';
import type { Screen } from './screens/screen.ts';
import { SETTINGS } from './screens/settings.ts';
import { SHARED } from './screens/shared.ts';
import { START } from './screens/start.ts';
import { WORK } from './screens/work.ts';

export type { Screen } from './screens/screen.ts';

export const SCREENS: readonly Screen[] = [
  ...START,
  ...WORK,
  ...FILES,
  ...LOGIN_CARDS,
  ...FRAME,
  ...HOSTS,
  ...KEPT,
  ...PALETTE,
  ...SETTINGS,
  ...LOGINS,
  ...SHARED,
];
