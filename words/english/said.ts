// All that is said of what happens, in English, gathered from a module for each part of the app.
// No code stands in two of them: tests/words holds that.
import { app } from './said/app.ts';
import { elsewhere } from './said/elsewhere.ts';

export const PARTS = [app, elsewhere];

export const said = { ...app, ...elsewhere };
