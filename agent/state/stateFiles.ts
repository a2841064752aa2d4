// The files of ours in an agent's state directory, in one list: tests fill the disk under each of
// them, and put what is no file in the place of each.

export const STATE_FILES = {
  token: 'token',
  lock: 'lock',
  record: 'agent.json',
  certificate: 'tls.pem',
  log: 'agent.log',
  relay: 'relay.json',
} as const;

export type StateFile = keyof typeof STATE_FILES;
