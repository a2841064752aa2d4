// Where the agent can't run yet: on Windows, which has neither its sockets nor its PTYs' ways. That
// is said before anything else of it is loaded, instead of failing at whatever is missing first.
import { AgentError } from '../agentError.ts';

/** What only tells of the agent, and works anywhere. */
const TELLS = new Set(['help', '--help', '-h', '--version', '-V']);

/**
 * Why this command line can't be obeyed on a system; undefined where it can. Asking for help or the
 * version always can, of a command too (`serve --help`), but not behind `--`, where another
 * program's words begin.
 */
export function unfitSystem(
  args: readonly string[],
  platform: NodeJS.Platform,
): AgentError | undefined {
  if (platform !== 'win32') return undefined;
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  if (own.length === 0 || TELLS.has(own[0]!)) return undefined;
  if (own.some((word) => word !== 'help' && TELLS.has(word))) return undefined;
  return new AgentError('UNFIT_SYSTEM', MESSAGE, HINT);
}

const MESSAGE = 'It isn’t meant to run on Windows yet, and nothing was started.';
const HINT =
  'Run it on Linux or macOS, or in a distribution of WSL (wsl --install), and add that to the ' +
  'Bowline app here as a host.';
