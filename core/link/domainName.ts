// Names of hosts in the letters that resolvers take (UTS 46), by the URL parser, which Node and browsers
// share.

/** `bücher.example` as `xn--bcher-kva.example`; '' for what can't be a host's name. */
export function domainToAscii(name: string): string {
  const url = new URL(`ws://${NONE}`);
  url.hostname = name;
  // A name that the parser refuses changes nothing.
  return url.hostname === NONE && name.toLowerCase() !== NONE ? '' : url.hostname;
}

const NONE = 'none.invalid';
