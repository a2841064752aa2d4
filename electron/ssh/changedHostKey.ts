// What ssh says of a host key that is another one than before (sshconnect.c), before it gives up.

export interface ChangedHostKey {
  /** As it is looked up in `known_hosts`; '' where ssh doesn't say. */
  name: string;
  /** Of the new key: `ED25519`. */
  type: string;
  fingerprint: string;
  /** Where the old one stands: `/home/me/.ssh/known_hosts:12`. */
  place: string;
}

const SENT =
  /The fingerprint for the ([\w-]+) key sent by the remote host is\s+((?:SHA256|MD5):[\w+/:=]+)/;
const OLD = /Offending (?:[\w-]+ )?key in ([^\r\n]+:\d+)/;
const NAME = /Host key for (\S+) has changed/;

export function changedHostKey(said: string): ChangedHostKey {
  const [, type = '', fingerprint = ''] = SENT.exec(said) ?? [];
  return {
    name: NAME.exec(said)?.[1] ?? '',
    type,
    fingerprint: fingerprint.replace(/\.$/, ''),
    place: OLD.exec(said)?.[1] ?? '',
  };
}
