// Which links leave Bowline for the system's browser or mail program. They come out of shells
// and chats, so a mail link may name addresses and a subject: mail programs know fields that
// attach files, and programs on the way to them have split such links in wrong places.

/** Characters; far more than a person can look over before saying yes. */
const MAX_LENGTH = 8_192;
const MAX_ADDRESSES = 20;
/** After decoding. No leading dash, which a program might take for an option. */
const ADDRESS = /^[\p{L}\p{N}_][\p{L}\p{N}._+~=-]{0,127}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,252}$/u;
/** Control characters, and what else breaks a line. */
const LINE_BREAKING = /[\p{Cc}\u2028\u2029]/u;

export function isOpenable(link: string): boolean {
  // `new URL` would drop what breaks a line, and so look at another link than the one handed on.
  if (link.length > MAX_LENGTH || LINE_BREAKING.test(link)) return false;
  if (/^https?:/i.test(link)) return URL.canParse(link);
  return /^mailto:/i.test(link) && isMail(link.slice('mailto:'.length));
}

function isMail(rest: string): boolean {
  const [, addresses = '', query] = /^([^?#]*)(?:\?([^?#]*))?$/.exec(rest) ?? [];
  return areAddresses(addresses) && (query === undefined || isSubject(query));
}

function areAddresses(text: string): boolean {
  const all = text.split(',');
  return all.length <= MAX_ADDRESSES && all.every((one) => ADDRESS.test(decoded(one) ?? ''));
}

/** `;` separates fields for some, and so does an encoded `&` for those who decode first. */
function isSubject(query: string): boolean {
  const [, value] = /^subject=([^&;=\s"<>\\^`{|}]*)$/i.exec(query) ?? [];
  const text = value === undefined ? undefined : decoded(value);
  return text !== undefined && !LINE_BREAKING.test(text) && !/[&?]\s*[\w-]+\s*=/.test(text);
}

/** Undefined where the escapes are no UTF-8. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
