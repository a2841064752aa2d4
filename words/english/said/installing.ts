// Of installing the agent on an SSH host.

export const installing = {
  'installing-agent': ({ version, host }: { version: string; host: string }) =>
    `Installing bowline-agent ${version} on ${host}, for your user there.`,
  'installing-on': ({ host }: { host: string }) => `Installing on ${host}…`,
  'copying-agent': ({ bytes }: { bytes: number }) =>
    `Copying the agent (${(bytes / 1e6).toFixed(1)} MB)…`,
  'agent-installed': ({ host }: { host: string }) => `The agent is installed on ${host}.`,
  'keep-alive-with-agent':
    'Set “Keep shells alive” of this host to “With bowline-agent”, and open it.',
  'installation-runs': 'The installation of the agent',

  'carries-no-agent': 'This copy of Bowline carries no agent to install.',
  'build-agent-here': 'In a checkout of Bowline, run “npm run build:agent” and try again.',
  'no-agent-for': ({ platform }: { platform: string }) => `There is no agent for ${platform}.`,
  'install-not-understood': 'The other computer’s answer was not understood.',
  'build-agent-there': 'Build the agent there from Bowline’s sources: “npm run build:agent”.',
  'path-there-unusual': ({ path }: { path: string }) =>
    `The path ${JSON.stringify(path)} on the other computer contains unusual characters.`,
  'install-by-hand': 'Install the agent there by hand, in a folder with a plainer name.',
  /** `why`: what was said there, or one of the two that follow. */
  'installation-interrupted': ({ why }: { why: string }) =>
    `The installation was interrupted: ${why}.`,
  'ssh-was-ended': 'ssh was ended',
  'exit-code': ({ code }: { code: number }) => `exit code ${code}`,
  'repeat-without-harm': 'It can be repeated without harm.',
};
