// Agents as a registry sees them, that remember what they were told.
import { randomBytes } from 'node:crypto';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { RelayRefusal } from '../../relay/registry/refusal.ts';
import type { Owned, Summons } from '../../relay/registry/registry.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

export function someId(): string {
  return Array.from(randomBytes(32), (byte) => LETTERS[byte % 32]).join('');
}

export interface ToldAgent extends Owned {
  readonly calls: Summons[];
  wasReplaced: boolean;
  /** Resolves when it is told that another has its place. */
  readonly replacement: Promise<void>;
  /** Resolves when it is told that it is banned. */
  readonly ban: Promise<void>;
}

export interface AgentFacts {
  id?: string;
  epoch?: number;
  keys?: number;
  /** It has as many clients as it may. */
  busy?: boolean;
}

export function agent({
  id = someId(),
  epoch = 1,
  keys = 1,
  busy = false,
}: AgentFacts = {}): ToldAgent {
  const [gone, banned] = [withResolvers<void>(), withResolvers<void>()];
  const told: ToldAgent = {
    ...{ id, epoch, keys, calls: [], wasReplaced: false },
    ...{ replacement: gone.promise, ban: banned.promise, banned: () => banned.resolve() },
    summon(call) {
      if (busy) return Promise.reject(new RelayRefusal('agent-busy'));
      told.calls.push(call);
      return Promise.resolve();
    },
    replaced() {
      told.wasReplaced = true;
      gone.resolve();
    },
  };
  return told;
}
