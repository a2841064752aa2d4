// From when on a link or a shell counts as lagging: the user's settings, in the units that the
// measures have.
import type { LinkThresholds } from '../../core/client/linkWatch.ts';
import type { Settings } from '../ipc/contract.ts';
import { DEFAULT_SETTINGS } from '../settings/settingsSchema.ts';

export interface LagThresholds extends LinkThresholds {
  /** Output printed and not yet on the screen, beyond what the window allows, bytes. */
  backlogBytes: number;
  /** For how long a program hasn't taken what was typed, milliseconds. */
  inputWaitMs: number;
  /** From a key to its echo, and from output to the screen, milliseconds. */
  echoMs: number;
}

export function thresholdsOf(settings: Settings): LagThresholds {
  return {
    roundTripMs: settings.slowRoundTripMs,
    silenceMs: settings.silenceSeconds * 1_000,
    backlogBytes: settings.backlogKilobytes * 1_024,
    inputWaitMs: settings.pendingInputMs,
    echoMs: settings.slowEchoMs,
  };
}

export function defaultThresholds(): LagThresholds {
  return thresholdsOf(DEFAULT_SETTINGS);
}
