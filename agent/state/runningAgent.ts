// Finds the agent that runs on a state directory, for the commands that talk to it.
import type { DirectAddress, PairingLink } from '../../core/link/pairingLink.ts';
import { AgentError } from '../agentError.ts';
import { readRecord, type AgentRecord } from './agentRecord.ts';
import { recordsElsewhere, runningPlace } from './placeFolder.ts';
import { findStateDirectory } from './stateDirectory.ts';
import { loadToken } from './token.ts';

export interface FoundAgent {
  record: AgentRecord;
  /** '' where its unix socket's permissions are the proof. */
  token: string;
}

/** The running agent. Throws `AgentError` NO_AGENT when there is none. */
export function findAgent(stateDirectory: string | undefined): FoundAgent {
  const directory = findStateDirectory(stateDirectory);
  const folder = runningPlace(directory);
  const record = folder === undefined ? undefined : readRecord(folder);
  if (!record) throw noAgent(directory);
  return { record, token: record.public.kind === 'unix' ? '' : (loadToken(directory) ?? '') };
}

/** The link that an app needs. */
export function publicLink({ record, token }: FoundAgent): PairingLink {
  const direct = record.pin ? record.fingerprint : null;
  const fingerprint = record.public.kind === 'relay' ? (record.relayFingerprint ?? null) : direct;
  return { address: record.public, token, fingerprint, name: record.name };
}

/** How a command on this machine connects. */
export function localLink({
  record,
  token: given,
}: FoundAgent): PairingLink & { address: DirectAddress } {
  const { local: address, fingerprint, name } = record;
  const token = address.kind === 'unix' ? '' : given;
  return { address, token, fingerprint, name };
}

function noAgent(directory: string): AgentError {
  const others = [...new Set(recordsElsewhere(directory).map(({ name }) => name))].join(', ');
  const elsewhere = others && ` Other machines or containers that share it have agents: ${others}.`;
  return new AgentError(
    'NO_AGENT',
    `No agent is running with the state directory ${directory}.${elsewhere}`,
    others
      ? 'Their shells are reached by logging in there. Start one here with `bowline-agent serve`.'
      : 'Start one with `bowline-agent serve`, or name its directory with --state-dir.',
  );
}
