// What is known here of a host key that somebody has to decide about: where an older one stands, which
// other names have the same, and ssh's picture of it.
import { randomArt } from './randomArt.ts';
import { findKnown, listKnownHosts, type KnownPlaces } from './knownHosts.ts';

/** As ssh names it where it asks. */
export interface ShownHostKey {
  /** As it is looked up: `web-eu-1`, `[10.1.2.3]:2222`. */
  name: string;
  /** `ED25519` */
  type: string;
  /** `SHA256:…` */
  fingerprint: string;
}

export interface HostKeyFacts {
  art: string[];
  /** Other names that have the same key; a hashed one by its place, `~/.ssh/known_hosts:3`. */
  alsoKnownAs: string[];
  /** Where another key of the same type stands for the name, or else any: `/home/me/.ssh/known_hosts:12`. */
  oldPlace: string | null;
}

interface Place {
  file: number;
  line: number;
}

const MOST_NAMES = 20;
/** ssh says a key's size only where it draws. */
const BITS: Record<string, number> = { ED25519: 256, 'ED25519-SK': 256, 'ECDSA-SK': 256 };

export async function hostKeyFacts(key: ShownHostKey, places: KnownPlaces): Promise<HostKeyFacts> {
  const [known, hits] = await Promise.all([listKnownHosts(places), findKnown([key.name], places)]);
  const ofName = new Set(hits.map(({ file, line }) => `${file}:${line}`));
  const placeOf = (at: Place, by: 'path' | 'shown'): string =>
    `${places.files[at.file]![by]}:${at.line}`;
  const usable = known.hosts.filter(({ problem, marker }) => !problem && !marker);
  const same = usable.filter(
    ({ id, fingerprint }) => fingerprint === key.fingerprint && !ofName.has(id),
  );
  const others = usable.filter(
    ({ id, fingerprint }) => fingerprint !== key.fingerprint && ofName.has(id),
  );
  const old = others.find(({ type }) => type === key.type) ?? others[0];
  const names = same.flatMap((one) => (one.hashed ? [placeOf(one, 'shown')] : one.names));
  return {
    art: randomArt(key.fingerprint, key.type, BITS[key.type] ?? null),
    alsoKnownAs: [...new Set(names)].slice(0, MOST_NAMES),
    oldPlace: old ? placeOf(old, 'path') : null,
  };
}
