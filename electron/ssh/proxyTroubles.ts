// What bowline-proxy says where it comes to nothing (native/proxy.cc), and what is said of it.
import type { ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import { say, type Said } from '../../words/said.ts';
import type { Trouble } from './sshTroubles.ts';

/** `text` is what stands behind the code. */
type Meaning = readonly [
  kind: ConnectFailureKind,
  said: (text: string) => Said,
  advice: (text: string) => Said,
];

const place = (): Said => say('proxy-check-place');
const network = (): Said => say('proxy-check-network');
const host = (): Said => say('proxy-check-host');

const MEANINGS: Readonly<Record<string, Meaning>> = {
  unknown: ['unknown-host', (name) => say('proxy-unknown', { name }), place],
  unreachable: [
    'unreachable',
    () => say('proxy-unreachable'),
    (text) => (text === '' ? network() : say('ssh-system-says', { text })),
  ],
  refused: ['refused', () => say('proxy-refused'), place],
  timeout: ['timeout', () => say('proxy-silent'), network],
  lost: ['lost', () => say('proxy-lost'), network],
  'no-socks': ['not-an-agent', () => say('proxy-other-language', { kind: 'socks5' }), place],
  'no-http': ['not-an-agent', () => say('proxy-other-language', { kind: 'http' }), place],
  'too-much': ['not-an-agent', () => say('proxy-other-language', { kind: 'http' }), place],
  'wants-login': ['wrong-token', () => say('proxy-wants-login'), () => say('proxy-give-user')],
  'no-common-login': ['wrong-token', () => say('proxy-other-login'), host],
  'login-refused': [
    'wrong-token',
    () => say('proxy-login-refused'),
    () => say('proxy-connect-again'),
  ],
  'no-password': ['wrong-token', () => say('proxy-no-password'), () => say('proxy-open-a-shell')],
  'password-long': [
    'wrong-token',
    () => say('proxy-password-long'),
    () => say('proxy-connect-again'),
  ],
  'http-refused': ['unreachable', (status) => say('proxy-http-refused', { status }), host],
  'socks-refused': ['unreachable', (code) => say('proxy-socks-refused', { code }), host],
};

/** One for each of its lines, before ssh's own, which then only says that it got no connection. */
export const PROXY_TROUBLES: readonly Trouble[] = Object.entries(MEANINGS).map(
  ([code, [kind, said, advice]]) => ({
    words: new RegExp(`^bowline-proxy: ${code}(?: ([^\\n]*))?$`, 'm'),
    kind,
    said: (_, found) => said(found[1] ?? ''),
    advice: (_, found) => advice(found[1] ?? ''),
  }),
);
