// What the window says of its commands. `failed` begins the sentence of a notice.

const failed = {
  recover: 'Open shells could not be shown again',
  lookForShells: 'Shells could not be looked for',
  listHosts: 'Some of the hosts could not be read',
  openLink: 'The link could not be opened',
  closeShell: 'The shell could not be closed',
  deleteHost: (host: string) => `${host} could not be deleted`,
  zoom: 'The text size could not be stored',
  reconnect: 'The shell could not be reconnected',
  stopTrying: 'Reconnecting could not be stopped',
};

const whyNot = {
  tab: 'No tab is open.',
  tabs: 'There is no other tab.',
  panes: 'This tab has one pane only.',
  closed: 'There is nothing to reopen.',
  selection: 'Nothing is selected.',
};

export const workspace = {
  failed,
  whyNot,
  noShell:
    'No shell was found on this computer. Add a host of the kind “Local shell” that names one.',
  joinedElsewhere: (shell: string) => `You are at ${shell} already, in another window.`,
  nobodyElse:
    'Nobody else can be at this shell. “Share…” in the menu of a shell that bowline-agent keeps invites others.',
  noAgentHost:
    'Running shells are kept on hosts with bowline-agent. Choose one in the list, then try again.',
};
