// Who a guest is to an agent that it joins from a command line: the same one at every run, so that
// an invitation for one person lets that person come back. Nothing is kept for that.
import { createHmac } from 'node:crypto';
import { hostname } from 'node:os';

export interface GuestIdentity {
  user: string;
  /** Under another name one is another guest, beside the first. */
  name: string;
  host?: string;
}

/** 32 hex digits that say nothing to whoever doesn't know the invitation's token. */
export function guestMember(
  token: string,
  { user, name, host = hostname() }: GuestIdentity,
): string {
  const hmac = createHmac('sha256', token).update(JSON.stringify([user, host, name]));
  return hmac.digest('hex').slice(0, 32);
}
