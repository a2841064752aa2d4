// Is there a screen to open a window on?
import { SYSTEM } from './system.mjs';

export function hasDisplay() {
  if (SYSTEM !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
