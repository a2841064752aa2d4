// An agent's keys for relays, in its state directory: the chain that leads from the first one, which
// is its id, to the one it has now, and the number of its last connection.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { agentIdOf, keyText, nextKey } from '../../core/relay/agentProof.ts';
import { MAX_KEYS } from '../../core/relay/messages.ts';
import { AgentError } from '../agentError.ts';
import { createPrivateFile, readPrivateFile, writePrivateFile } from '../state/privateFile.ts';
import { STATE_FILES } from '../state/stateFiles.ts';

const keptSchema = z.object({
  version: z.literal(1),
  /** Oldest first; each but the first signed by the one before. */
  keys: z
    .array(z.object({ key: z.string(), by: z.string().optional() }))
    .min(1)
    .max(MAX_KEYS),
  /** Of the last of them, PKCS #8 as base64url. */
  secret: z.string(),
  epoch: z.number().int().min(0),
});

type Kept = z.infer<typeof keptSchema>;

export interface RelayKeys {
  id: string;
  keys: Kept['keys'];
  current: KeyObject;
  epoch: number;
}

/** The keys of a state directory, made if there are none. Throws `AgentError`. */
export function loadOrMakeRelayKeys(directory: string): RelayKeys {
  // Of two that start at once one makes them, and both read what that one made.
  const found = loadRelayKeys(directory);
  if (found) return found;
  const { privateKey } = generateKeyPairSync('ed25519');
  const keys = [{ key: keyText(privateKey) }];
  createPrivateFile(
    pathOf(directory),
    text({ version: 1, keys, ...secretOf(privateKey), epoch: 0 }),
  );
  return loadRelayKeys(directory)!;
}

/** Undefined where there are none. Throws `AgentError`. */
export function loadRelayKeys(directory: string): RelayKeys | undefined {
  const kept = read(directory);
  if (!kept) return undefined;
  const [first] = kept.keys;
  return {
    id: agentIdOf(first!.key),
    keys: kept.keys,
    current: privateKeyOf(directory, kept),
    epoch: kept.epoch,
  };
}

/**
 * The keys for a new connection, whose epoch is later than that of any before, and than the time
 * (milliseconds since 1970). What was removed meanwhile is put there again; what can't be written is
 * only remembered. Throws `AgentError`.
 */
export function nextConnection(directory: string, known: RelayKeys, today: number): RelayKeys {
  const found = loadRelayKeys(directory);
  const kept = found?.id === known.id ? found : known;
  const next = { ...kept, epoch: Math.max(kept.epoch + 1, known.epoch + 1, today) };
  try {
    save(directory, next);
  } catch {
    // A full disk keeps nobody from the relay.
  }
  return next;
}

/** Has the id gone on to another key since? */
export function hasNewKey(directory: string, known: RelayKeys): boolean {
  const found = loadRelayKeys(directory);
  return found?.id === known.id && found.keys.length > known.keys.length;
}

/** A new key, which the one before signs; the id stays. Throws `AgentError`. */
export function rotateRelayKey(directory: string): RelayKeys {
  const before = loadRelayKeys(directory);
  if (!before) {
    const text = 'This agent has no key for relays yet.';
    throw new AgentError('NO_RELAY_KEY', text, 'It gets one with `bowline-agent serve --relay`.');
  }
  if (before.keys.length >= MAX_KEYS) {
    throw new AgentError(
      'TOO_MANY_KEYS',
      `This agent’s id has come through ${MAX_KEYS} keys, and a relay takes no longer chain.`,
      `To begin a new id, stop the agent and delete ${pathOf(directory)}; apps have to be paired again.`,
    );
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const keys = [...before.keys, nextKey(before.id, before.current, privateKey)];
  save(directory, { ...before, keys, current: privateKey });
  return loadRelayKeys(directory)!;
}

function save(directory: string, { keys, current, epoch }: Omit<RelayKeys, 'id'>): void {
  writePrivateFile(pathOf(directory), text({ version: 1, keys, ...secretOf(current), epoch }));
}

function secretOf(key: KeyObject): { secret: string } {
  return { secret: key.export({ type: 'pkcs8', format: 'der' }).toString('base64url') };
}

function privateKeyOf(directory: string, { keys, secret }: Kept): KeyObject {
  try {
    const der = Buffer.from(secret, 'base64url');
    const key = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
    if (keyText(key) === keys.at(-1)!.key) return key;
  } catch {
    // said below
  }
  throw damaged(directory);
}

function read(directory: string): Kept | undefined {
  const found = readPrivateFile(pathOf(directory));
  if (found === undefined) return undefined;
  try {
    return keptSchema.parse(JSON.parse(found));
  } catch {
    throw damaged(directory);
  }
}

function damaged(directory: string): AgentError {
  return new AgentError(
    'RELAY_KEY_DAMAGED',
    `${pathOf(directory)} doesn't hold the agent's key for relays.`,
    'Delete it; the next start makes a new one, and apps have to be paired again.',
  );
}

function pathOf(directory: string): string {
  return join(directory, STATE_FILES.relay);
}

function text(kept: Kept): string {
  return `${JSON.stringify(kept, null, 2)}\n`;
}
