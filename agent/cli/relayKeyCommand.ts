// bowline-agent relay-key rotate: a new key for relays, which the old one vouches for. The agent that
// runs proves it at once, so that the old key is worth nothing from then on.
import { rotateRelayKey } from '../relay/relayKeys.ts';
import { MEND_SIGNAL } from '../serve/presence.ts';
import { findAgent } from '../state/runningAgent.ts';
import { findStateDirectory } from '../state/stateDirectory.ts';
import { print, printJson } from './output.ts';

export interface RelayKeyArguments {
  stateDir?: string;
  json?: boolean;
}

/** Throws `AgentError`. */
export function relayKeyCommand({ stateDir, json }: RelayKeyArguments): void {
  const { id, keys } = rotateRelayKey(findStateDirectory(stateDir));
  const told = tellAgent(stateDir);
  if (json) return printJson({ id, keys: keys.length, told });
  const when = told ? 'The agent proves it from now on.' : 'The agent proves it when it starts.';
  print(`A new key for relays is made; the id and all links stay. ${when}\n`);
}

/** Is there one that runs behind a relay? */
function tellAgent(stateDir: string | undefined): boolean {
  try {
    const { record } = findAgent(stateDir);
    if (record.public.kind !== 'relay' || !record.mends) return false;
    process.kill(record.pid, MEND_SIGNAL);
    return true;
  } catch {
    return false; // none runs, and the next one reads the key itself
  }
}
