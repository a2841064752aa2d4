// What happens in a running agent, as lines of its report.
import type { SocketEnd } from '../../core/socket/socketEndpoint.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ProtocolError } from '../../core/wire/errors.ts';
import type { AgentServerOptions } from '../server/agentServer.ts';
import type { ShellRegistryOptions } from '../shells/shellRegistry.ts';
import { formatPlace } from '../../core/tunnel/place.ts';
import type { KeyDeskOptions } from '../keys/keyDesk.ts';
import type { TunnelServiceOptions } from '../tunnel/tunnelService.ts';
import { RelayEnd } from '../../core/socket/relayEnd.ts';
import type { RelayPlace } from '../../core/socket/relaySocket.ts';
import { messageOf, systemCode } from '../agentError.ts';
import type { RelayLinkOptions } from '../relay/relayLink.ts';
import type { PresenceOptions } from './presence.ts';
import { shownRelay } from './relayed.ts';
import type { Report } from './report.ts';
import { SparingReport } from './sparingReport.ts';

type ServerEvents = Pick<AgentServerOptions, 'onReady' | 'onRefused' | 'onEnded' | 'onTurnedAway'>;

interface AgentEvents extends ServerEvents {
  onOpened: ShellRegistryOptions['onOpened'];
  onShellExpired: ShellRegistryOptions['onExpired'];
  onShellEnded: ShellRegistryOptions['onEnded'];
  onTunnelListener: TunnelServiceOptions['onListener'];
  onTunnelForbidden: TunnelServiceOptions['onForbidden'];
  onTunnelTrouble: TunnelServiceOptions['onTrouble'];
  onKeyTrouble: NonNullable<KeyDeskOptions['onTrouble']>;
  onMended: PresenceOptions['onMended'];
  /** Of the connection to this relay. */
  ofRelay(relay: RelayPlace): Pick<RelayLinkOptions, 'onConnected' | 'onLost' | 'onMissed'>;
  /** Tells what was only counted so far. */
  close(): void;
}

export function reportOf(report: Report, clock: Clock): AgentEvents {
  const sparing = new SparingReport(report, clock);
  return {
    onReady: ({ remote, client, role = 'owner', invitation }) => {
      if (invitation === undefined) {
        const text = `${client} connected from ${remote}.`;
        return report.event({ event: 'connected', remote, client }, text);
      }
      const text = `${client} came from ${remote} by the invitation ${invitation} (${role}).`;
      report.event({ event: 'connected', remote, client, role, invitation }, text);
    },
    onRefused: ({ remote }) =>
      sparing.tell(
        'login-refused',
        { event: 'login-refused', remote },
        `A login from ${remote} was refused: wrong pairing token.`,
      ),
    onEnded: ({ remote, ready }, end) => {
      const code = codeOf(end);
      // Whoever never logged in is mentioned only for what it did wrong.
      if (!ready && code === 'closed') return;
      const why = code === 'closed' ? '' : ` (${code})`;
      const text = `The connection from ${remote} ended${why}.`;
      const event = { event: 'disconnected', remote, code };
      if (ready) report.event(event, text);
      else sparing.tell(`stranger ${code}`, event, text);
    },
    onTurnedAway: (remote, status, why) =>
      sparing.tell(
        `turned-away ${status}`,
        { event: 'turned-away', remote, status, why },
        `A request from ${remote} was turned away: ${why}.`,
      ),
    // Not the command: people type secrets into those.
    onOpened: ({ session, pid }) =>
      report.event({ event: 'shell-opened', session, pid }, `Shell ${session} opened (${pid}).`),
    onShellExpired: (session) =>
      report.event(
        { event: 'shell-expired', session },
        `Shell ${session} is being ended: nobody came back to it in time (--keep).`,
      ),
    onShellEnded: ({ session, exit }) => {
      const { code = null, signal = null } = exit ?? {};
      const how = signal ? `was ended by ${signal}` : `exited with code ${code}`;
      report.event({ event: 'shell-ended', session, code, signal }, `Shell ${session} ${how}.`);
    },
    onTunnelListener: (place, listens) => {
      const at = formatPlace(place);
      const event = listens ? 'tunnel-listening' : 'tunnel-closed';
      const text = listens ? `A tunnel listens on ${at}.` : `The tunnel on ${at} was closed.`;
      report.event({ event, at }, text);
    },
    onTunnelForbidden: (text) =>
      sparing.tell('tunnel-forbidden', { event: 'tunnel-forbidden', text }, text),
    onMended: (what, error) => {
      if (error === undefined) {
        const text = `Somebody had removed ${what}. It is there again.`;
        return report.event({ event: 'mended', what }, text);
      }
      const text = `Somebody has removed ${what}, and they can't be made again: ${messageOf(error)}`;
      sparing.tell('not-mended', { event: 'not-mended', text }, text);
    },
    onKeyTrouble: ({ message }) => {
      const text = `A shell runs without forwarded keys: ${message}.`;
      sparing.tell('keys-missing', { event: 'keys-missing', text }, text);
    },
    onTunnelTrouble: ({ code, message }) =>
      sparing.tell(
        `tunnel-failed ${code}`,
        { event: 'tunnel-failed', code, text: message },
        message,
      ),
    ofRelay: (place) => relayEvents(report, sparing, shownRelay(place)),
    close: () => sparing.close(),
  };
}

function relayEvents(
  report: Report,
  sparing: SparingReport,
  relay: string,
): ReturnType<AgentEvents['ofRelay']> {
  return {
    onConnected: () =>
      report.event({ event: 'relay-connected', relay }, `Connected to the relay ${relay}.`),
    onLost: (error, againInMs) => {
      const { code, message } = asRelayEnd(error);
      const soon = `trying again in ${Math.ceil(againInMs / 1000)} s`;
      const text = `No connection to the relay ${relay} (${code})${message && `: ${message}`}; ${soon}.`;
      sparing.tell(`relay-lost ${code}`, { event: 'relay-lost', relay, code, againInMs }, text);
    },
    onMissed: (error) => {
      const { code, message } = asRelayEnd(error);
      const text = `A client waited at the relay in vain (${code})${message && `: ${message}`}.`;
      sparing.tell(`relay-missed ${code}`, { event: 'relay-missed', relay, code }, text);
    },
  };
}

/** What the system says has its own code; it is never a stranger's word. */
function asRelayEnd(error: Error): { code: string; message: string } {
  if (error instanceof RelayEnd) return error;
  return { code: systemCode(error) || 'broken', message: error.message };
}

function codeOf({ error, peerCode }: SocketEnd): string {
  if (error instanceof ProtocolError) return error.code;
  if (error !== undefined) return 'broken';
  return peerCode === 1006 ? 'vanished' : 'closed';
}
