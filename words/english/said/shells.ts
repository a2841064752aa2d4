// Of shells: how their connections stand, how they end, and what to do then.

export const shells = {
  connecting: 'Connecting…',
  'opening-on': ({ host }: { host: string }) => `Connecting to ${host}`,
  'connecting-to': ({ host }: { host: string }) => `Connecting to ${host}…`,
  'proving-identity': 'Proving who we are to the agent…',
  'answer-awaited': 'Waiting for your answer in the terminal.',
  'answer-awaited-elsewhere': 'ssh is waiting for your answer in another shell of this host.',
  connected: 'Connected.',
  'connected-to-agent': 'Connected to the agent.',
  'running-here': 'Running on this computer.',

  'connection-lost': 'The connection was lost.',
  'runs-on-typed-is-sent':
    'The shell keeps running there. What you type now is sent when it is back.',
  'ended-with-agent':
    'The shell has ended with it. A new one can be opened when the agent is back.',
  'runs-on-typed-is-lost': 'The shell keeps running there. What you type until then is not kept.',
  'will-be-new': 'It will be a new shell. What you type until then is not kept.',
  'goes-on-for-watchers': 'The shell goes on there. You will see what you missed.',
  'login-needs-answer': 'The connection was lost, and logging in again needs your answer.',
  'reconnect-and-answer': 'Reconnect, and answer in the terminal.',
  'reconnect-to-go-on': 'Reconnect to go on.',
  'reconnect-for-new': 'Reconnect to open a new shell.',
  'connect-again': 'Connect again.',
  'login-is-full': ({ host }: { host: string }) =>
    `${host} takes no more shells over this login: another login begins, for this one and the next.`,
  'shell-logs-in-alone':
    'This shell can’t go over the login that the others share, and logs in by itself.',

  closed: 'Closed.',
  detached: 'Detached.',
  'detached-runs-on': 'Detached. The shell keeps running there.',
  'program-ended': ({ code }: { code: number | null }) => `The shell ended with exit code ${code}.`,
  'program-ended-by-signal': ({ signal }: { signal: string }) =>
    `The shell was ended by ${signal}.`,
  'agent-shut-down-with-shell': 'The agent was shut down, and the shell ended with it.',
  'start-agent-and-reconnect': 'Start the agent again there, then reconnect to open a new shell.',
  'agent-let-go': 'The agent let go of this shell.',
  'runs-on-reconnect': 'It keeps running there. Reconnect to go on.',
  'shell-runs-on-reconnect': 'The shell keeps running there. Reconnect to go on.',
  'too-many-on-connection': 'This connection carries as many shells as the agent allows.',
  'close-tabs-of-host': 'Close shells on this host that you no longer need.',
  'shell-not-on-agent': 'This shell is no longer on the agent.',
  'agent-restarted': 'The agent was probably restarted. Reconnect to open a new shell.',
  'check-shell-setting': 'Check the agent’s --shell setting.',
  'shared-shell-gone': 'The shared shell is no longer there.',
  'ask-for-new-invitation': 'Its owner may have closed it. Ask for a new invitation.',

  'starting-tmux': ({ host }: { host: string }) => `Starting tmux on ${host}…`,
  'tmux-does-not-keep': 'Connected, but tmux doesn’t keep this shell alive.',
  'something-in-place-of-tmux':
    'Something there takes its place: a login file (like “exec fish” in .bashrc) or a forced ' +
    'command. Let login files do so only in interactive shells, and connect again.',
  'no-tmux': ({ host }: { host: string }) => `There is no tmux on ${host}.`,
  'install-tmux':
    'Install it there (“sudo apt install tmux” on Debian and Ubuntu), or keep the shells of ' +
    'this host alive with bowline-agent.',
  'detached-from-tmux': ({ host }: { host: string }) =>
    `Detached from tmux. The shell keeps running on ${host}.`,
  'program-on-host': ({ host }: { host: string }) => `A program on ${host}`,
};
