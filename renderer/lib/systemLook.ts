// Forced colours: the system's few take the place of any scheme. Sheets get them by themselves; what
// xterm.js paints is told them, in a scheme made of them.
import { derive, type Look } from '../../core/look/derive.ts';
import { luminance } from '../../core/look/contrast.ts';
import { BOWLINE_DARK, BOWLINE_LIGHT } from '../../core/look/ours.ts';
import type { Hex } from '../../core/look/scheme.ts';

/** Whether they are in force, for a sheet. */
export const FORCED_COLOURS = '(forced-colors: active)';

/** Above this luminance a ground is a light one. */
const LIGHT_FROM = 0.2;

/** A look of the system's own colours, as they are now. */
export function systemLook(): Look {
  return lookOf({ ground: systemColour('Canvas'), text: systemColour('CanvasText') });
}

/** Colours of programs stay apart, and are raised until they can be read on that ground. */
export function lookOf({ ground, text }: { ground: Hex; text: Hex }): Look {
  const {
    accent: _,
    selection: __,
    ...ours
  } = luminance(ground) < LIGHT_FROM ? BOWLINE_DARK : BOWLINE_LIGHT;
  return derive({ ...ours, id: 'system', background: ground, foreground: text, cursor: text });
}

function systemColour(name: string): Hex {
  const probe = document.createElement('span');
  probe.style.color = name;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return hexOf(color);
}

/** Of `rgb(1, 2, 3)`. */
export function hexOf(rgb: string): Hex {
  const channels = rgb.match(/[\d.]+/g)?.slice(0, 3) ?? [];
  return `#${channels.map((one) => Number(one).toString(16).padStart(2, '0')).join('')}`;
}
