// What went wrong with an update, in a person's words. Chromium, Node and electron-updater each have
// codes of their own; anything else is quoted, as the one line that it is cut to.
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

const WORDS: [RegExp, string][] = [
  [FULL, 'There is no room for it on this disk. Free some, and try again.'],
  [NOT_ALLOWED, 'No permission to write it where it has to go.'],
  [
    CHANGED,
    'What came isn’t what the maintainers published (its checksum is another). It was thrown away; try again later.',
  ],
  [
    STRANGER,
    'What came isn’t signed by who signed this copy. It was thrown away; tell the maintainers.',
  ],
  [
    UNCERTAIN,
    'The update address couldn’t prove whose it is (its certificate isn’t right). Nothing was taken from it.',
  ],
  [OFFLINE, 'The update address wasn’t found. Is this computer online?'],
  [UNREACHED, 'The update address doesn’t answer. Try again later.'],
];

/** One or two sentences, fit for a window. */
export function updateWords(error: unknown): string {
  if (error instanceof PersonError) return error.message;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const all = `${code} ${message}`;
  const known = WORDS.find(([pattern]) => pattern.test(all));
  if (known) return known[1];
  const status = REFUSED.exec(all)?.[1];
  if (status) return `The update address refused it (${status}). Try again later.`;
  return `It failed: ${cleanLine(message.split('\n', 1)[0] ?? '', 300)}`;
}
