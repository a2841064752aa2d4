// Of connections to an agent: why there is none, and what to do about it.

export const connecting = {
  'agent-has-no-room': ({ agent }: { agent: string }) =>
    `The agent at ${agent} has no room for another connection.`,
  'close-connections': 'Close some connections to it, or try again in a moment.',
  'no-agent-but-http': ({ place, status }: { place: string; status: number }) =>
    `Something answers at ${place}, but it is not a Bowline agent (HTTP ${status}).`,
  'check-agent-runs':
    'Check that bowline-agent is running there ("bowline-agent serve") and that the address is right.',
  'check-agent-runs-in-wsl':
    'On Windows itself bowline-agent doesn’t run yet. In a distribution of WSL it does: start it ' +
    'there ("bowline-agent serve"), and paste the link that it prints into this host.',
  'nothing-listens': ({ place }: { place: string }) => `Nothing listens at ${place}.`,
  'name-not-found': ({ place }: { place: string }) => `The name ${place} can't be found.`,
  'check-spelling-and-online': 'Check the spelling, and that this computer is online.',
  'no-way-there': ({ place }: { place: string }) => `There is no way to ${place} from here.`,
  'check-network-and-vpn': 'Check the network, and the VPN if you use one.',
  'no-answer-in-time': ({ place }: { place: string }) => `${place} did not answer in time.`,
  'check-address-and-firewall': 'Check the address, and that no firewall drops the connection.',
  'certificate-not-trusted': ({ place, why }: { place: string; why: string }) =>
    `The certificate of ${place} is not trusted (${why}).`,
  'pair-again-to-pin':
    'Pair again with the link that "bowline-agent pair" prints: it pins the certificate.',
  'certificate-changed': ({ place }: { place: string }) =>
    `THE CERTIFICATE OF ${place} HAS CHANGED. Somebody may be listening in, or the agent was set up anew. Nothing was sent.`,
  /** SHA-256 in hex; `shown` is '' where there was none. */
  'certificate-expected': ({ pinned, shown }: { pinned: string; shown: string }) =>
    `Expected SHA-256 ${pinned}, got ${shown || 'none'}. If you know that the agent was set up anew, run "bowline-agent pair" there and paste its new link into this host.`,
  'connecting-given-up': ({ place }: { place: string }) =>
    `The connection to ${place} was given up.`,
  'connection-given-up': 'The connection was given up.',
  'connection-closed-here': 'The connection was closed.',
  'closed-at-once': ({ place }: { place: string }) => `${place} closed the connection at once.`,
  'no-agent-reached': ({ place, why }: { place: string; why: string }) =>
    `No Bowline agent could be reached at ${place} (${why}).`,
  'not-greeted-in-time': ({ place }: { place: string }) =>
    `${place} accepted the connection but did not greet in time.`,
  'check-agent-listens': 'Check that a Bowline agent listens there.',
  /** `why`: '' where nobody knows, a fault of the protocol, or one of the three that follow. */
  'agent-connection-lost': ({ agent, why }: { agent: string; why: string }) =>
    `The connection to ${agent} was lost${why && `: ${why}`}.`,
  'nothing-was-heard': ({ seconds }: { seconds: number }) => `nothing was heard for ${seconds} s`,
  'no-answer-after-waking': 'it did not answer after a wake-up',
  'went-wrong-here': ({ why }: { why: string }) => `something went wrong here: ${why}`,
  'shells-run-on-there': 'Shells on it keep running there. Reconnect to go on.',
  'stopped-trying': 'You stopped trying.',
  'reconnect-to-try-again': 'Reconnect to try again.',
  'went-wrong': ({ why }: { why: string }) => `Something went wrong: ${why}`,
  'try-again': 'Try again.',

  /** `why` is one of those that follow. */
  'socket-not-trusted': ({ place, why }: { place: string; why: string }) =>
    `The socket ${place} can’t be trusted: ${why}. Nothing was sent.`,
  'socket-of-another-user': 'it is another user’s',
  'folder-of-another-user': ({ folder }: { folder: string }) =>
    `the folder ${folder} is another user’s`,
  'folder-open-to-others': ({ folder }: { folder: string }) =>
    `other users may write in the folder ${folder}`,
  'another-user-listens': 'another user’s program listens there',
  'close-the-folder':
    'Have the agent listen in a folder that only you may write (“chmod go-w”), and start it as yourself.',
};
