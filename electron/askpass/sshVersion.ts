// What an ssh can do with our program, by what it says of itself.

/** Of OpenSSH: `[9, 2]`. */
export type SshVersion = readonly [number, number];

/** @param said what `ssh -V` prints. Undefined: it isn't OpenSSH for POSIX systems */
export function readVersion(said: string): SshVersion | undefined {
  const [, major, minor] = /^OpenSSH_(\d+)\.(\d+)/m.exec(said) ?? [];
  return major && minor ? [Number(major), Number(minor)] : undefined;
}

/** It knows `SSH_ASKPASS_REQUIRE`, so that it can be kept from asking its terminal. */
export function canBeForced(version: SshVersion | undefined): boolean {
  return atLeast(version, [8, 4]);
}

/**
 * It puts `(user@host) ` before whatever a server asks. One that doesn't shows a server's text as if
 * it were its own, so that nothing it asks is to be believed.
 */
export function marksServersText(version: SshVersion | undefined): boolean {
  return atLeast(version, [8, 5]);
}

function atLeast(version: SshVersion | undefined, [major, minor]: SshVersion): boolean {
  if (!version) return false;
  return version[0] > major || (version[0] === major && version[1] >= minor);
}
