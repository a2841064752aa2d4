// Where a session of WindTerm goes: `host`, `user@host`, or, as people type it, `ssh://user@host:port`.
import { textAt, type JsonRecord } from './jsonRecords.ts';

export interface Target {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  /** Whether a password stands behind the user. It is in none of the others. */
  readonly hasPassword: boolean;
}

export function targetOf(record: JsonRecord): Target {
  const written = textAt(record, 'session.target').replace(/^[a-z]+:\/\//i, '');
  const end = written.lastIndexOf('@'); // a user may have one, a host hasn't
  const login = end > 0 ? written.slice(0, end) : '';
  const [user = '', ...password] = login.split(':');
  return {
    ...placeOf(end > 0 ? written.slice(end + 1) : written),
    user,
    hasPassword: password.length > 0,
  };
}

/** Several colons are an address of IPv6, one comes before a port. */
function placeOf(place: string): { host: string; port: string } {
  const [, bracketed, behind = ''] = /^\[([^\]]*)\](?::(\d+))?$/.exec(place) ?? [];
  if (bracketed !== undefined) return { host: bracketed, port: behind };
  const [, host, port = ''] = /^([^:]*):(\d+)$/.exec(place) ?? [];
  return host === undefined ? { host: place, port: '' } : { host, port };
}
