// Addresses of IP, told from names as the system tells them, without the system: links are read where
// there is none of Node's modules, too. IPv6 is the URL parser's, which Node and browsers share.

/** 4 or 6; 0 for what is no address. Of IPv4 only four decimal numbers are one. */
export function ipVersion(text: string): 0 | 4 | 6 {
  if (IPV4.test(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

/** With a zone (`fe80::1%eth0`) or without. */
export function isIPv6(text: string): boolean {
  return canonicalIPv6(text) !== undefined;
}

/** Does it lead to this machine, also as IPv4 mapped into IPv6? */
export function isLoopbackAddress(address: string): boolean {
  if (IPV4.test(address)) return address.startsWith('127.');
  return LOOPBACK_IPV6.test(canonicalIPv6(address) ?? '');
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 = /^([0-9a-fA-F:.]+)(?:%[0-9a-zA-Z._:-]+)?$/;
/** As the URL parser writes `::1` and `::ffff:127.0.0.0/104`. */
const LOOPBACK_IPV6 = /^\[::(?:1|ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\]$/;

/** In brackets, in its one shortest form, without its zone; undefined where it is none. */
function canonicalIPv6(text: string): string | undefined {
  const [, plain] = IPV6.exec(text) ?? [];
  const url = plain === undefined ? null : `ws://[${plain}]`;
  return url !== null && URL.canParse(url) ? new URL(url).hostname : undefined;
}
