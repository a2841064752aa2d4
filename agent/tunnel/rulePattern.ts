// What the rules for tunnels are written in.
import { AgentError } from '../agentError.ts';

const EXAMPLES =
  'Write HOST:PORT, as in 10.0.0.0/8:5432, [fd00::/8]:*, *.internal:443, *:80, or unix:/run/*.sock; or the word none.';

/** A `*` stands for any characters of one part. A leading `*.` of a name for any parts. */
export function globPattern(glob: string, star: string): RegExp {
  const deep = glob.startsWith('*.');
  const rest = deep ? glob.slice(2) : glob;
  const text = rest.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', star);
  return new RegExp(`^${deep ? '(?:[^/]+\\.)' : ''}${text}$`, 'u');
}

/** Its hint says how to write one. */
export function badRule(pattern: string, hint = EXAMPLES): AgentError {
  return new AgentError('USAGE', `"${pattern}" is no rule for tunnels.`, hint);
}
