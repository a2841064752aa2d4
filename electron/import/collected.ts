// What a reader has found so far: it adds hosts, and tells of all that can't come along.
import { say, type Said } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { foundHost, secret, type Found, type FoundHost, type Unmapped } from './found.ts';
import { SECRET_SETTING } from './secretNames.ts';

export class Collected implements Found {
  readonly hosts: FoundHost[] = [];
  readonly unmapped: Unmapped[] = [];

  /** Adds a host of which the file says this, and nothing else. */
  host(said: Parameters<typeof foundHost>[0]): void {
    this.hosts.push(foundHost(said));
  }

  tell(where: string, what: string, why: Said): void {
    this.unmapped.push({ where, what, why });
  }

  /** A setting that Bowline has no place for; nothing where it isn't set. */
  leave(where: string, setting: string, value?: string): void {
    if (SECRET_SETTING.test(setting)) return this.secret(where, setting);
    this.tell(where, settingOf(setting, value), say('import-set-yourself'));
  }

  /** Something that must not be taken over; it is named, never shown. */
  secret(where: string, what: string): void {
    this.unmapped.push(secret(where, what));
  }

  /** The port that is written there; the usual one where none is, or where it is no port: that is told. */
  port(where: string, written: string | undefined, usual: number): number {
    if (written === undefined || written === '') return usual;
    const port = /^\d{1,5}$/.test(written) ? Number(written) : 0;
    if (port > 0 && port < 65_536) return port;
    this.tell(where, settingOf('port', written), say('import-no-port-number', { port: usual }));
    return usual;
  }
}

/** What a reader throws over a file that is none of its format's. */
export function notThisFormat(format: string): PersonError {
  return new PersonError(say('import-damaged', { format }));
}

const SHOWN_VALUE = 60;
/** A URL with a password in it. */
const SECRET_VALUE = /:\/\/[^/]*:[^/]*@/;

/** The setting with its value, as far as that is short: `Color=#ff0000`. */
export function settingOf(setting: string, value?: string): string {
  if (!value || value.length > SHOWN_VALUE || SECRET_VALUE.test(value)) return setting;
  return `${setting}=${value}`;
}
