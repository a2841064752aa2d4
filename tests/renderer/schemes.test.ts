// Which look a window and its terminals are in: what is kept, what is tried on, what a host has of its
// own, and what was imported or forgotten meanwhile.
import { describe, expect, it } from 'vitest';
import { BOWLINE_DARK } from '../../core/look/ours.ts';
import type { Settings } from '../../electron/ipc/contract.ts';
import type { SettingsState } from '../../renderer/state/settings.svelte.ts';
import { loadWorkspace, slowMain } from './workspaceRig.ts';

const GREEN = { ...BOWLINE_DARK, id: 'own-green', name: 'Green', background: '#003311' };
const CHOSEN = {
  ...{ theme: 'dark', darkScheme: 'nord', lightScheme: 'github-light' },
  ...{ accent: 'scheme', keepColours: [] },
} as unknown as Settings;

async function settingsOf(chosen: Partial<Settings> = {}) {
  const main = slowMain({ 'settings:get': { ...CHOSEN, ...chosen }, 'look:schemes': [GREEN] });
  main.last.resolve();
  const { settings } = await loadWorkspace(main.bridge);
  return { settings, tell: main.tell };
}

const groundOf = ({ look }: SettingsState) => look.tokens['term-bg'];

describe('the look of a window', () => {
  it('is that of the scheme which is kept, by day or by night', async () => {
    const { settings, tell } = await settingsOf();
    expect(groundOf(settings)).toBe('#2e3440');
    tell('settings:changed', { ...CHOSEN, theme: 'light' });
    expect(groundOf(settings)).toBe('#ffffff');
  });

  it('is that of one which is tried on, until it is put back', async () => {
    const { settings } = await settingsOf();
    settings.tried = GREEN;
    expect(groundOf(settings)).toBe(GREEN.background);
    settings.tried = null;
    expect(groundOf(settings)).toBe('#2e3440');
  });

  it('is that of an imported one, and ours once it is forgotten', async () => {
    const { settings, tell } = await settingsOf({ darkScheme: GREEN.id });
    expect(groundOf(settings)).toBe(GREEN.background);
    tell('look:changed', []);
    expect(groundOf(settings)).toBe(BOWLINE_DARK.background);
  });

  it('has the accent and the colours that are wished', async () => {
    const { settings, tell } = await settingsOf();
    const { accent, 'ansi-1': red } = settings.look.tokens;
    tell('settings:changed', { ...CHOSEN, accent: '#c050c0', keepColours: ['nord'] });
    expect(settings.look.tokens['accent']).not.toBe(accent);
    expect([red === '#bf616a', settings.look.tokens['ansi-1']]).toEqual([false, '#bf616a']);
    expect(settings.look.raisedCount).toBe(0);
  });
});

describe('a terminal whose host has a scheme', () => {
  it('is painted in it, whatever the window is in', async () => {
    const { settings } = await settingsOf();
    settings.tried = BOWLINE_DARK;
    expect(settings.lookOf('github-light').dark).toBe(false);
    expect(settings.lookOf(GREEN.id).tokens['term-bg']).toBe(GREEN.background);
  });

  it('is as everywhere where that one is gone', async () => {
    const { settings } = await settingsOf();
    expect(settings.lookOf('own-gone')).toBe(settings.look);
    expect(settings.lookOf('')).toBe(settings.look);
  });
});
