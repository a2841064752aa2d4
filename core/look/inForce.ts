// Which scheme is in force: main paints windows in it before their pages are there, and the pages
// derive from it. Both ask here.
import { BOWLINE_DARK, BOWLINE_LIGHT } from './ours.ts';
import type { Hex, Scheme } from './scheme.ts';
import { SHIPPED } from './schemes/shipped.ts';

/** In place of a colour: the accent that the scheme has. */
export const OF_SCHEME = 'scheme';

/** The settings that this depends on. */
export interface LookSettings {
  darkScheme: string;
  lightScheme: string;
  /** Or `OF_SCHEME`. */
  accent: Hex;
  /** Of schemes whose colours are shown as they are. */
  keepColours: readonly string[];
}

/** One that came along, or of those imported; undefined for one that was forgotten. */
export function schemeById(id: string, imported: readonly Scheme[]): Scheme | undefined {
  return [...SHIPPED, ...imported].find((scheme) => scheme.id === id);
}

/** With the accent and the colours as the user wants them. */
export function asWished(scheme: Scheme, { accent, keepColours }: LookSettings): Scheme {
  return {
    ...scheme,
    ...(accent !== OF_SCHEME && { accent }),
    keeps: keepColours.includes(scheme.id),
  };
}

/** By night or by day; ours where the one that was chosen is gone. */
export function schemeInForce(
  settings: LookSettings,
  dark: boolean,
  imported: readonly Scheme[],
): Scheme {
  const chosen = dark ? settings.darkScheme : settings.lightScheme;
  const ours = dark ? BOWLINE_DARK : BOWLINE_LIGHT;
  return asWished(schemeById(chosen, imported) ?? ours, settings);
}
