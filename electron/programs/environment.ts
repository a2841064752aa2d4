// The environment of a program in a terminal of ours: what the user's programs inherit anywhere,
// and the names by which they know the terminal.
import { inheritedEnvironment } from '../../core/process/environment.ts';
import { withVariables } from '../../core/process/searchPath.ts';

export interface EnvironmentFacts {
  platform: NodeJS.Platform;
  /** Version of the app, told to programs as terminals do. */
  version: string;
  /** What the user gave us, where that is known. */
  users?: Readonly<Record<string, string>> | undefined;
}

export function shellEnvironment(
  base: NodeJS.ProcessEnv,
  facts: EnvironmentFacts,
): Record<string, string> {
  const env = inheritedEnvironment(base, facts.users);
  const added = { ...terminalNames(facts), ...language(env, facts.platform) };
  return withVariables(env, added, facts.platform);
}

function terminalNames({ version }: EnvironmentFacts): Record<string, string> {
  return {
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'Bowline',
    TERM_PROGRAM_VERSION: version,
  };
}

// An app started from the Dock has no language, and without one shells garble all but ASCII.
function language(env: Record<string, string>, platform: NodeJS.Platform): Record<string, string> {
  const known = env['LC_ALL'] ?? env['LC_CTYPE'] ?? env['LANG'];
  return platform === 'darwin' && !known ? { LANG: 'en_US.UTF-8' } : {};
}
