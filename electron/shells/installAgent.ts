// Installs bowline-agent on an SSH host over the system's own ssh, in a tab: its questions
// and what is done there appear in the terminal.
import { PtyShell, StartError } from './ptyShell.ts';
import type { ShellFactory } from './plan.ts';

export function agentInstaller(): ShellFactory {
  return () =>
    new PtyShell({
      command: () => {
        throw new StartError('This copy of Bowline carries no agent to install.', BUILD);
      },
      watch: () => ({ output: () => undefined, stop: () => undefined }),
      ended: () => ({}),
      foreground: () => '',
    });
}

const BUILD = 'In a checkout of Bowline, run “npm run build:agent” and try again.';
