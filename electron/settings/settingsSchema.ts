// The settings: what each means, its limits and its default, in one place.
import { z } from 'zod';
import type { Understood } from './jsonFile.ts';

/** What a setting may be, and what it is in a new Bowline. */
const setting = <Schema extends z.ZodType>(schema: Schema, usual: z.infer<Schema>) => ({
  schema,
  usual,
});

const FONTS = '"JetBrains Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

const SETTINGS = {
  /** `system` follows the system's light or dark setting. */
  theme: setting(z.enum(['system', 'light', 'dark']), 'system'),
  /** CSS font-family of the terminal. */
  fontFamily: setting(z.string().trim().min(1).max(200), FONTS),
  /** Pixels. */
  fontSize: setting(z.number().min(6).max(72), 14),
  /** Lines kept above the screen. */
  scrollback: setting(z.int().min(0).max(1_000_000), 10_000),
  cursorBlink: setting(z.boolean(), false),
  /** Ask before pasting more than one line. */
  confirmMultilinePaste: setting(z.boolean(), true),
  /** Copy as soon as text is selected. */
  copyOnSelect: setting(z.boolean(), false),
  /** Right click in a terminal; `system`: as terminals there have it. */
  rightClick: setting(z.enum(['system', 'menu', 'paste']), 'system'),
  /**
   * macOS: what the Option keys do: type characters, or Alt. Without the characters @ | [ ] { } ~
   * can't be typed on German, Nordic and Spanish layouts.
   */
  optionKey: setting(z.enum(['characters', 'right-alt', 'alt']), 'characters'),
  /** Width of the sidebar in pixels. */
  sidebarWidth: setting(z.number().min(180).max(480), 260),
  /** At start, open again the tabs that were open when the app last ended. */
  restoreTabs: setting(z.boolean(), true),
  /** Look for a newer Bowline a minute after the start, and daily. */
  lookForUpdates: setting(z.boolean(), true),
  /** What others see of the user in shared shells; '': the login name. */
  memberName: setting(z.string().trim().max(40), ''),
  /**
   * From when on a shell counts as lagging: median round trip in milliseconds. Typing feels broken
   * from here on; VS Code warns at 1 s, mosh predicts above 30 ms.
   */
  slowRoundTripMs: setting(z.int().min(20).max(10_000), 400),
  /** Seconds without an answer: two heartbeats missed. */
  silenceSeconds: setting(z.int().min(3).max(60), 5),
  /**
   * Output printed and not yet shown, beyond what the window allows, KiB: more than any window lets
   * be under way, so only what really piles up.
   */
  backlogKilobytes: setting(z.int().min(16).max(65_536), 1_024),
  /** For how long a program hasn't taken what was typed, milliseconds. */
  pendingInputMs: setting(z.int().min(200).max(60_000), 2_000),
  /** From a key to its echo, and from output to the screen, milliseconds. */
  slowEchoMs: setting(z.int().min(20).max(10_000), 400),
};

type Table = typeof SETTINGS;

export type Settings = { [Name in keyof Table]: z.infer<Table[Name]['schema']> };

const NAMES = Object.keys(SETTINGS) as (keyof Settings)[];

type Schemas = { [Name in keyof Table]: Table[Name]['schema'] };

/** A change the window asks for: any of the settings, each within its limits. */
export const settingsChange = z
  .strictObject(Object.fromEntries(NAMES.map((name) => [name, SETTINGS[name].schema])) as Schemas)
  .partial();

export const DEFAULT_SETTINGS = Object.fromEntries(
  NAMES.map((name) => [name, SETTINGS[name].usual]),
) as Settings;

/** What was stored, setting by setting: a bad one falls back to its default, as a missing one does. */
export function understandSettings(stored: unknown): Understood<Settings> | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const value: Settings = { ...DEFAULT_SETTINGS };
  let lost = 0;
  for (const key of NAMES) {
    if (!Object.hasOwn(stored, key)) continue;
    const result = SETTINGS[key].schema.safeParse((stored as Partial<Settings>)[key]);
    if (result.success) Object.assign(value, { [key]: result.data });
    else lost++;
  }
  return { value, lost };
}

/** What a newer Bowline stored besides, which is handed on as it is. */
export function foreignSettings(stored: unknown): object {
  const others = Object.entries(stored ?? {}).filter(([key]) => !Object.hasOwn(SETTINGS, key));
  return Object.fromEntries(others);
}
