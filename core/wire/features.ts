// What this code can do beyond the first version of the protocol. Both sides name theirs in
// HELLO and WELCOME; a message of a feature is sent only to a peer that named it.

export const FEATURES = ['groups', 'tunnels', 'login', 'run', 'keys', 'files'] as const;

export type Feature = (typeof FEATURES)[number];

/** True when the peer named the feature, too. */
export function knows(named: readonly string[] | undefined, feature: Feature): boolean {
  return named?.includes(feature) ?? false;
}
