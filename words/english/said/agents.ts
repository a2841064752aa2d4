// Of agents: what they answer to a login, and how they are found on an SSH host.

export const agents = {
  'agent-wants-token': 'The agent asks for a token, and this host has none.',
  'pair-again': 'Run "bowline-agent pair" on that machine and paste its link into this host.',
  'token-refused': ({ agent }: { agent: string }) =>
    `The agent at ${agent} refused the pairing token.`,
  'not-the-paired-agent': ({ agent }: { agent: string }) =>
    `What answers at ${agent} does not know this host's pairing token. It is not the agent you paired with.`,
  'not-the-inviting-agent': ({ agent }: { agent: string }) =>
    `What answers at ${agent} does not know this invitation. It is not the agent that made it.`,
  'no-such-invitation': ({ agent }: { agent: string }) =>
    `The agent at ${agent} knows of no such invitation.`,
  'ask-who-invited': 'Ask whoever invited you for another one.',
  'protocol-versions-differ': ({ theirs, ours }: { theirs: number; ours: string }) =>
    `The agent speaks protocol version ${theirs}, this Bowline ${ours}.`,
  'update-the-older':
    'Update the older of the two: Bowline on this computer, or bowline-agent on that one.',
  'joined-from-elsewhere': 'You joined this shell from somewhere else with the same place in it.',
  'leave-it-there': 'Leave it there, then reconnect here.',
  'agent-shut-down': ({ agent }: { agent: string }) =>
    `The agent at ${agent} was shut down, and its shells ended with it.`,
  'start-the-agent-again': 'Start it again there; a new shell can be opened then.',
  'agent-ended-connection': ({ agent, why, code }: { agent: string; why: string; code: string }) =>
    `The agent at ${agent} ended the connection: ${why} (${code}).`,
  'reconnect-or-update': 'Reconnect. If it happens again, update Bowline and the agent.',
  'keychain-lacks-link': 'The keychain did not give this host’s pairing link back.',
  'unlock-or-paste':
    'Unlock the keychain and reconnect, or edit the host and paste the link again.',
  'keychain-lacks-invitation': 'The keychain did not give this invitation back.',
  'unlock-or-join-again': 'Unlock the keychain and reconnect, or join again with the link.',
  'saved-link-unusable': 'The saved link can’t be used.',

  /** Instead of an address, where that says little. */
  'agent-on-host': ({ host }: { host: string }) => `the agent on ${host}`,
  'looking-for-agent': ({ host }: { host: string }) => `Looking for the agent on ${host}…`,
  'agent-says': ({ host, text }: { host: string; text: string }) => `On ${host}: ${text}`,
  'agent-not-started-in-time': ({ host, seconds }: { host: string; seconds: number }) =>
    `The agent on ${host} did not start within ${seconds} s.`,
  'try-agent-by-hand':
    'Try “bowline-agent serve” on that machine. If a login file there waits for an answer, let it do ' +
    'so only in interactive shells.',
  'agent-listens-for-tls': ({ host }: { host: string }) =>
    `The agent that runs on ${host} listens for TLS connections of its own.`,
  'add-as-agent-host':
    'Add it as a host of the kind “Agent” with the link of “bowline-agent pair”.',
  /** `why` is one of the two that follow. */
  'agent-answer-unusable': ({ host, why }: { host: string; why: string }) =>
    `The answer of the agent on ${host} can’t be used: ${why}.`,
  'agent-socket-is': ({ path }: { path: string }) => `its socket’s path is ${JSON.stringify(path)}`,
  'agent-link-is-none': 'its link is none',
  'start-agent-with-plain-path':
    'Only plain letters, digits and signs of file names are taken from a host. Start the agent ' +
    'there with a plain path, and ask whoever runs that machine if it wasn’t you who chose it.',
  'no-agent-on-host': ({ host }: { host: string }) => `There is no bowline-agent on ${host}.`,
  'choose-install-agent': 'Choose “Install the agent on this host” in the host’s menu.',
  'agent-too-old': ({ host }: { host: string }) =>
    `The bowline-agent on ${host} is too old for this Bowline.`,
  'choose-update-agent': 'Choose “Install the agent on this host” in the host’s menu to update it.',
  'lost-before-agent-answered': ({ host }: { host: string }) =>
    `The connection to ${host} was lost before its agent answered.`,
  'agent-does-not-start': ({ host, why }: { host: string; why: string }) =>
    `The agent on ${host} doesn’t start: ${why}`,
  'ended-with-code': ({ code }: { code: number }) => `it ended with exit code ${code}`,
  'try-or-install-agent':
    'Try “bowline-agent serve” on that machine, or install the agent there again.',
  'let-in-not-through': ({ host }: { host: string }) =>
    `${host} lets you in, but not through to the agent there.`,
  'allow-forwarding-or-tmux':
    'Its SSH server probably forbids it. Whoever runs it can allow it ' +
    '(“AllowStreamLocalForwarding yes” in its sshd_config). Or choose “With tmux”.',
  'no-way-to-agent': ({ why }: { why: string }) =>
    `The way to the agent could not be made: ${why}.`,
  'ask-for-forwarding':
    'The server may forbid forwarding (AllowStreamLocalForwarding). Ask whoever runs it.',
};
