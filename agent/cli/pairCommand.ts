// bowline-agent pair: the link that an app needs, alone on stdout so that scripts can use it.
import { formatPairingLink, type PairingLink } from '../../core/link/pairingLink.ts';
import { AgentError } from '../agentError.ts';
import { findAgent, publicLink } from '../state/runningAgent.ts';
import { print, printJson } from './output.ts';

interface PairArguments {
  host?: string;
  stateDir?: string;
  json?: boolean;
}

export function pairCommand({ host, stateDir, json }: PairArguments): void {
  const link = format(withHost(publicLink(findAgent(stateDir)), host));
  if (json) return printJson({ link });
  if (process.stdout.isTTY) {
    print('Paste this into Bowline: Add host, kind "Agent", field "Pairing link".\n\n');
  }
  print(`${link}\n`);
}

function withHost(link: PairingLink, host: string | undefined): PairingLink {
  if (host === undefined || link.address.kind === 'unix') return link;
  if (link.address.kind === 'relay') throw noHostAtRelay();
  return { ...link, address: { ...link.address, host } };
}

/** What `--host` is told of a link that leads through a relay. */
export function noHostAtRelay(): AgentError {
  const text = 'The link leads through a relay, whatever this machine is called.';
  return new AgentError('USAGE', text, 'Leave out --host.');
}

function format(link: PairingLink): string {
  try {
    return formatPairingLink(link);
  } catch (error) {
    const hint = 'Give --host a name or an IP address, without a port.';
    throw new AgentError('USAGE', "That host can't stand in a pairing link.", hint, {
      cause: error,
    });
  }
}
