// Of agents that are reached through a relay: who is met there, and what went wrong on the way.

type At = { relay: string };

export const relay = {
  'through-relay': ({ relay }: At) => `through ${relay}`,
  'agent-behind-relay': ({ relay }: At) => `the agent behind ${relay}`,
  /** `why`: a sentence of its own. */
  'relay-unreachable': ({ relay, why }: At & { why: string }) =>
    `The relay ${relay} can't be reached. ${why}`,
  'check-relay': 'Check that this computer is online, and ask whoever runs the relay.',
  'relay-certificate-untrusted': ({ relay, why }: At & { why: string }) =>
    `The certificate of the relay ${relay} is not trusted (${why}).`,
  'relay-certificate-advice':
    'Somebody may be in between, or the relay’s operator has to renew it. Nothing was sent.',
  'relay-agent-offline': ({ relay }: At) =>
    `The agent is not connected to the relay ${relay} just now.`,
  'relay-agent-offline-advice':
    'Check that the machine is on, and that bowline-agent runs there with --relay.',
  'relay-agent-silent': ({ relay }: At) =>
    `The agent behind the relay ${relay} did not come to meet this connection in time.`,
  'relay-agent-busy': ({ relay }: At) =>
    `The agent behind the relay ${relay} has no room for another connection.`,
  'relay-banned': ({ relay }: At) =>
    `The operator of the relay ${relay} keeps this agent or this computer out.`,
  'relay-ask-operator': 'Ask whoever runs the relay.',
  'relay-draining': ({ relay }: At) => `The relay ${relay} is about to be restarted.`,
  'relay-soon-back': 'Try again in a moment.',
  'relay-limit': ({ relay, why }: At & { why: string }) =>
    `The relay ${relay} has reached one of its limits${why && `: ${why}`}.`,
  'relay-split': ({ relay }: At) => `The nodes of the relay ${relay} can't reach each other.`,
  'relay-refused': ({ relay, code, why }: At & { code: string; why: string }) =>
    `The relay ${relay} refused the connection (${code})${why && `: ${why}`}.`,
  'relay-peer-gone': ({ relay }: At) => `The other end at the relay ${relay} is gone.`,
  'relay-is-none': ({ relay }: At) => `What answers at ${relay} is not a Bowline relay.`,
  'relay-check-address': 'Check the address of the relay.',
  'relay-leads-elsewhere': ({ relay }: At) =>
    `THE RELAY ${relay} LEADS TO SOMEBODY WHO IS NOT THE AGENT. Somebody may be listening in, or the agent was set up anew. Nothing was sent.`,
  'relay-altered': ({ relay, why }: At & { why: string }) =>
    `What came through the relay ${relay} was changed on the way (${why}). It was thrown away, and nothing of it could be read.`,
  'relay-altered-advice':
    'Bowline connects again by itself. If it happens again, the relay or something before it is broken or hostile.',
};
