// Loaded into the app before it (`electron -r`): tells it that its system is macOS. What Electron
// has on macOS alone isn't called; the menu is kept for tests to press. The PTY module names programs
// as it does there.
import path from 'node:path';
import { Menu } from 'electron';

/** @typedef {(...args: unknown[]) => string} Named */

Object.defineProperty(process, 'platform', { value: 'darwin' });
Menu.setApplicationMenu = (menu) => void Object.assign(globalThis, { macMenu: menu });

const load = process.dlopen;
process.dlopen = (module, ...rest) => {
  load.call(process, module, ...rest);
  const { exports } = /** @type {{ exports: { fork?: unknown, process?: Named } }} */ (module);
  const { fork, process: named } = exports;
  if (!fork || !named) return;
  exports.process = /** @type {Named} */ ((fd, ...more) => nameAsOnMac(named, fd, more));
};

/** @param {Named} named @param {unknown} fd @param {unknown[]} more */
function nameAsOnMac(named, fd, more) {
  if (more.length > 0) throw new Error('Usage: pty.process(pid)');
  return path.basename(named(fd, ''));
}
