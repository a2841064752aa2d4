// The window's language, chosen before any other module of it is read: some hold words from the
// beginning.
import { speak } from '../words/window.ts';

document.documentElement.lang = speak(window.bowline.language);
