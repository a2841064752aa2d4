// npm runs a script through a shell, and a signal sent to npm ends that shell but not the
// program in it. Whoever stops `npm start` or `npm run agent` means the program.
import { SYSTEM } from './system.mjs';

const LOOK_EVERY_MS = 500;

/**
 * Ends the program once the shell that npm started it from is gone.
 * @param {() => void} end
 */
export function endWithNpm(end) {
  if (!process.env.npm_lifecycle_event || SYSTEM === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, LOOK_EVERY_MS);
  timer.unref();
}
