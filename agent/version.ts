// The version of this agent: that of the package it came in.
import { versionAbove } from '../core/version.ts';

/** Version of the nearest package.json above this file that is Bowline's; '' when there is none. */
export function agentVersion(from: string = import.meta.dirname): string {
  return versionAbove(from);
}
