// What went wrong with an update, as it is to be told. Chromium, Node and electron-updater each have
// codes of their own; anything else is quoted, as the one line that it is cut to.
import { say, type Said } from '../../words/said.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { PersonError } from '../personError.ts';

/** Chromium says what a disk lacks in its own way. */
const FULL = /ENOSPC|EDQUOT|ERR_FILE_NO_SPACE/;
const NOT_ALLOWED = /EACCES|EPERM|EROFS|ERR_ACCESS_DENIED/;
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_NAME_NOT_RESOLVED|ERR_NETWORK_CHANGED|ENOTFOUND/;
const UNREACHED = /net::ERR_|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|aborted by the server/;
const UNCERTAIN = /ERR_CERT_|ERR_SSL_/;
const CHANGED = /ERR_CHECKSUM_MISMATCH|sha512 checksum mismatch/;
const STRANGER = /ERR_UPDATER_INVALID_SIGNATURE|[Cc]ode signature/;
const REFUSED = /status (\d{3})/;

const MEANINGS: [RegExp, Said][] = [
  [FULL, say('update-disk-full')],
  [NOT_ALLOWED, say('update-not-permitted')],
  [CHANGED, say('update-changed')],
  [STRANGER, say('update-of-stranger')],
  [UNCERTAIN, say('update-address-uncertain')],
  [OFFLINE, say('update-address-not-found')],
  [UNREACHED, say('update-address-silent')],
];

export function updateProblem(error: unknown): Said {
  if (error instanceof PersonError) return error.said;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const all = `${code} ${message}`;
  const known = MEANINGS.find(([pattern]) => pattern.test(all));
  if (known) return known[1];
  const status = REFUSED.exec(all)?.[1];
  if (status) return say('update-address-refuses', { status: Number(status) });
  return say('update-failed', { why: cleanLine(message.split('\n', 1)[0] ?? '', 300) });
}
