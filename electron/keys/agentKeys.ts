// What ssh-agent holds, by ssh-add: an agent that is missing, empty or hangs is said in words.
import { say, type Said } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import type { AgentKey } from '../ipc/contract.ts';
import { isHardware, readKeyLine, readPublicKey, type PublicKey } from './keyLines.ts';
import { runTool, type Tools } from './sshTool.ts';

export interface AgentHolds {
  keys: AgentKey[];
  /** Why nothing is known of it; null where something is. */
  says: Said | null;
}

/** One that is there answers at once; one whose desktop asks for something may take longer. */
export const AGENT_LIMIT_MS = 5_000;
const EMPTY = 1;

export async function agentHolds(tools: Tools): Promise<AgentHolds> {
  // Windows has its agent in a place of its own.
  const isNamed =
    tools.surroundings.platform === 'win32' || tools.surroundings.env()['SSH_AUTH_SOCK'];
  if (!isNamed) return { keys: [], says: say('agent-missing') };
  const { code, out, late } = await runTool('ssh-add', ['-l'], tools, { limitMs: AGENT_LIMIT_MS });
  if (late) return { keys: [], says: say('agent-hangs', { seconds: AGENT_LIMIT_MS / 1_000 }) };
  if (code === EMPTY) return { keys: [], says: null };
  if (code !== 0) return { keys: [], says: say('agent-gone') };
  const keys = out.split('\n').flatMap((line): AgentKey[] => {
    const read = readKeyLine(line);
    if (!read) return [];
    const { fingerprint: id, type, bits, comment } = read;
    return [{ id, type, bits, comment, hardware: isHardware(type) }];
  });
  return { keys, says: null };
}

/** The public half of a key that it holds. Rejects with a `PersonError` where it doesn't. */
export async function agentPublic(fingerprint: string, tools: Tools): Promise<PublicKey> {
  const how = { limitMs: AGENT_LIMIT_MS };
  const [list, lines] = await Promise.all([
    runTool('ssh-add', ['-l'], tools, how),
    runTool('ssh-add', ['-L'], tools, how),
  ]);
  // Both list the same keys in the same order.
  const at = list.out
    .split('\n')
    .findIndex((line) => readKeyLine(line)?.fingerprint === fingerprint);
  const key = at < 0 ? undefined : readPublicKey(lines.out.split('\n')[at] ?? '');
  if (!key) throw new PersonError(say('key-gone', { name: fingerprint }));
  return key;
}
