// What ssh says of single connections through its tunnels that couldn't be made: whom it may be
// about, and what it means.
import { inWords, say } from '../../words/said.ts';
import { formatPlace, type Place } from '../../core/tunnel/place.ts';
import type { TunnelSpec } from '../../core/tunnel/tunnel.ts';
import { connectError, TunnelError } from '../../core/tunnel/tunnelError.ts';

/** What ssh has said of one connection that couldn't be made. */
export interface SaidTrouble {
  /** Which tunnels it may be about. */
  concerns(spec: TunnelSpec): boolean;
  /** @param only there is no other tunnel that it may be about */
  errorFor(spec: TunnelSpec, only: boolean): TunnelError;
}

const SYSTEM_CODES: readonly [RegExp, string][] = [
  [/Connection refused/, 'ECONNREFUSED'],
  [/No route to host/, 'EHOSTUNREACH'],
  [/Network is unreachable/, 'ENETUNREACH'],
  [/Name or service not known|name resolution|nodename nor servname/i, 'ENOTFOUND'],
  [/timed out/, 'ETIMEDOUT'],
  [/No such file or directory/, 'ENOENT'],
];

/** Of a connection that ssh makes from here, for a remote tunnel. */
const HERE =
  /connect[ _]to (.+?)(?: port (-?\d+))?(?:: unknown host \((.*)\)|:? failed(?:: (.+?))?\.?\s*$)/;

/** Reads one line of ssh; undefined where it is about something else. */
export function readTrouble(line: string): SaidTrouble | undefined {
  const opened =
    /open failed: (administratively prohibited|connect failed|unknown channel type)(.*)/;
  const failed = opened.exec(line);
  if (failed) {
    const [, reason = '', detail = ''] = failed;
    const concerns = ({ kind }: TunnelSpec): boolean => kind !== 'remote';
    if (reason !== 'connect failed') return { concerns, errorFor: prohibited };
    const words = detail.replace(/^[:\s]+/, '');
    return { concerns, errorFor: (spec, only) => unconnected(spec, words, only) };
  }
  const here = HERE.exec(line);
  if (!here) return undefined;
  const [, host = '', port, unknown, failure] = here;
  const words = unknown ?? failure;
  return {
    concerns: ({ kind, target }) =>
      kind === 'remote' && target !== null && isAt(target, host, port),
    errorFor: (spec) => (words ? unconnected(spec, words, true) : unexplained(spec)),
  };
}

/** Of a name that can't be found ssh says no port; of a socket one that means nothing. */
function isAt(target: Place, host: string, port: string | undefined): boolean {
  if (target.kind === 'unix') return target.path === host;
  return target.host === host && (port === undefined || String(target.port) === port);
}

/** Refused, out of time or out of reach: ssh says the same of all three. */
function unexplained({ target }: TunnelSpec): TunnelError {
  const said = say('ssh-target-not-connected', { place: target && formatPlace(target) });
  const advice = say('try-target-program-address-port');
  return new TunnelError('target-failed', said, advice, 'target');
}

function prohibited({ target }: TunnelSpec): TunnelError {
  const said = say('server-target-forbidden', { place: target && formatPlace(target) });
  const advice = say('server-target-probably-forbidden');
  return new TunnelError('forward-forbidden', said, advice, 'target');
}

function unconnected({ target, kind }: TunnelSpec, words: string, only: boolean): TunnelError {
  const code = SYSTEM_CODES.find(([says]) => says.test(words))?.[1];
  const error = Object.assign(new Error(words), { code });
  const place = target ?? { kind: 'tcp' as const, host: inWords(say('the-target')), port: 0 };
  const known = connectError(error, place, kind === 'remote' ? 'here' : 'host');
  if (target && only) return known;
  const said = say('ssh-connection-not-made', { words });
  const advice = say(only ? 'try-what-was-asked-for' : 'ssh-tells-no-tunnel');
  return new TunnelError(known.code, said, advice, 'target');
}
