// The settings, their limits and their defaults, in one place.
import { z } from 'zod';
import type { Settings } from '../ipc/contract.ts';
import type { Understood } from './jsonFile.ts';

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  fontFamily: z.string().trim().min(1).max(200),
  fontSize: z.number().min(6).max(72),
  scrollback: z.int().min(0).max(1_000_000),
  cursorBlink: z.boolean(),
  confirmMultilinePaste: z.boolean(),
  copyOnSelect: z.boolean(),
  optionKey: z.enum(['characters', 'right-alt', 'alt']),
  sidebarWidth: z.number().min(180).max(480),
  restoreTabs: z.boolean(),
  lookForUpdates: z.boolean(),
  memberName: z.string().trim().max(40),
  slowRoundTripMs: z.int().min(20).max(10_000),
  silenceSeconds: z.int().min(3).max(60),
  backlogKilobytes: z.int().min(16).max(65_536),
  pendingInputMs: z.int().min(200).max(60_000),
  slowEchoMs: z.int().min(20).max(10_000),
} satisfies { [K in keyof Settings]: z.ZodType<Settings[K]> };

/** A change the window asks for: any of the settings, each within its limits. */
export const settingsChange = z.strictObject(fields).partial();

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  fontFamily: '"JetBrains Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSize: 14,
  scrollback: 10_000,
  cursorBlink: false,
  confirmMultilinePaste: true,
  copyOnSelect: false,
  // Without it @ | [ ] { } ~ can't be typed on German, Nordic and Spanish layouts.
  optionKey: 'characters',
  sidebarWidth: 260,
  restoreTabs: true,
  lookForUpdates: true,
  memberName: '',
  // Typing feels broken from here on; VS Code warns at 1 s, mosh predicts above 30 ms.
  slowRoundTripMs: 400,
  // Two heartbeats missed.
  silenceSeconds: 5,
  // More than any window lets be under way, so only what really piles up.
  backlogKilobytes: 1_024,
  pendingInputMs: 2_000,
  slowEchoMs: 400,
};

/** What was stored, setting by setting: a bad one falls back to its default, as a missing one does. */
export function understandSettings(stored: unknown): Understood<Settings> | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const value: Settings = { ...DEFAULT_SETTINGS };
  let lost = 0;
  for (const key of Object.keys(fields) as (keyof Settings)[]) {
    if (!Object.hasOwn(stored, key)) continue;
    const result = fields[key].safeParse((stored as Partial<Settings>)[key]);
    if (result.success) Object.assign(value, { [key]: result.data });
    else lost++;
  }
  return { value, lost };
}

/** What a newer Bowline stored besides, which is handed on as it is. */
export function foreignSettings(stored: unknown): object {
  const others = Object.entries(stored ?? {}).filter(([key]) => !Object.hasOwn(fields, key));
  return Object.fromEntries(others);
}
