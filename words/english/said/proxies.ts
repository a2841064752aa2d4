// Of SOCKS and HTTP proxies on the way to an SSH host: what is wrong with their fields, and what came of it.
import { count } from '../count.ts';

export const proxies = {
  'proxy-user-wrong':
    'A user of a proxy can’t contain a colon or what can’t be seen, and has at most 255 bytes.',
  'proxy-address-missing': 'Nothing says where the proxy is. Enter its address.',
  'proxy-address-missing-of': ({ hosts }: { hosts: number }) =>
    `Nothing says where the proxy of ${count(hosts, 'host')} is. Enter its address.`,
  'proxy-no-address': ({ host }: { host: string }) =>
    `${host} goes through a proxy, but nothing says where that is.`,
  'proxy-give-address': 'Enter the proxy’s address under Proxy, in the host or in its folder.',
  'proxy-no-program': 'The program that leads through proxies isn’t part of this installation.',
  'proxy-not-on-windows': 'Bowline can’t lead through a proxy on Windows yet.',
  'proxy-as-command':
    'Write it as a proxy command instead, with ncat for one (ncat --proxy ADDRESS:PORT --proxy-type socks5 %h %p).',
  'proxy-before-followed': ({ hop }: { hop: string }) =>
    `The jump host ${hop} stands in an ssh config, which says itself which way leads there. The proxy can’t stand before it.`,
  'proxy-out-of-way': 'Put the proxy into that file, or take it out of this host.',

  /** `proxy`: kind, user, address and port, as in an address of the web. */
  'proxy-asks-password': ({ proxy }: { proxy: string }) => `Password for ${proxy}:`,

  'proxy-unknown': ({ name }: { name: string }) => `There is no proxy called “${name}”.`,
  'proxy-unreachable': 'The proxy could not be reached.',
  'proxy-refused': 'The proxy refused the connection.',
  'proxy-silent': 'The proxy did not answer.',
  'proxy-lost': 'The proxy closed the connection before it led to the host.',
  'proxy-other-language': ({ kind }: { kind: 'socks5' | 'http' }) =>
    `What answers there is no ${kind === 'http' ? 'HTTP proxy' : 'SOCKS 5 proxy'}.`,
  'proxy-wants-login': 'The proxy wants a user and a password.',
  'proxy-other-login': 'The proxy takes no password, and nothing else that Bowline has.',
  'proxy-login-refused': 'The proxy refused the user or the password.',
  'proxy-no-password': 'The proxy wants a password, and there is none to give it.',
  'proxy-password-long': 'A password of a proxy has at most 255 bytes.',
  'proxy-http-refused': ({ status }: { status: string }) =>
    status === '403'
      ? 'The proxy forbids connections to this host and port.'
      : `The proxy doesn’t lead to the host: it answers with ${status}.`,
  'proxy-socks-refused': ({ code }: { code: string }) => {
    const why: Readonly<Record<string, string>> = {
      2: 'its rules forbid it',
      3: 'it can’t reach that network',
      4: 'it can’t reach the host',
      5: 'the host refuses the connection',
      6: 'the host doesn’t answer',
      7: 'it leads nowhere',
      8: 'it knows no such addresses',
    };
    return `The proxy doesn’t lead to the host: ${why[code] ?? `it answers with ${code}`}.`;
  },

  'proxy-check-place': 'Check address, port and kind under Proxy, in the host or in its folder.',
  'proxy-check-network': 'Check your network, and whether the proxy runs.',
  'proxy-check-host': 'Check the host’s address and port, and ask whoever runs the proxy.',
  'proxy-give-user': 'Enter the user under Proxy, in the host or in its folder.',
  'proxy-open-a-shell':
    'Open a shell on the host: there you are asked for it, and can have it kept.',
  'proxy-connect-again': 'Connect again, and type the password.',
};
