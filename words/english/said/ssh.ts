// Of ssh: what its last words mean, and what to do about it.

export const ssh = {
  'jump-host-unquoted':
    'A field of a jump host contains characters that the shell on the way to it would read.',
  /** The rest is of the new key, and where the old one stands. */
  'ssh-host-key-changed': ({
    host,
  }: { host: string } & Record<'name' | 'type' | 'fingerprint' | 'place', string>) =>
    `The host key of ${host} has changed. No connection was made.`,
  'host-key-not-removed': ({ why }: { why: string }) => `The old host key is still there. ${why}`,
  /** `command` forgets the old key. */
  'ssh-compare-host-key': ({ command }: { command: string }) =>
    'Either the server was set up anew, or somebody is posing as it. Ask whoever runs it for ' +
    'the new fingerprint and compare it with the one above. Only if it is right, remove the ' +
    `old key with “${command}” and connect again.`,
  'ssh-host-key-unknown': ({ host }: { host: string }) =>
    `The host key of ${host} is not known here.`,
  'ssh-host-key-revoked': ({ host }: { host: string }) =>
    `The host key of ${host} is revoked. No connection was made.`,
  'ssh-ask-for-new-key':
    'Somebody has marked this key as one that is not to be trusted any more: it may have been stolen, and who shows it may be posing as the host. Ask whoever runs the host for its new key.',
  'ssh-strict-checking':
    'ssh is told to refuse such keys (StrictHostKeyChecking). Put the right key into ' +
    'known_hosts, or set that option to “ask” for this host.',
  'ssh-host-key-not-accepted': ({ host }: { host: string }) =>
    `The host key of ${host} was not accepted.`,
  'ssh-answer-yes': 'Connect again, compare the fingerprint, and answer “yes” if it is right.',
  'ssh-identity-file-open': 'ssh refused the identity file, because other users can read it.',
  'ssh-configuration-open':
    'ssh refused its own configuration, because other users can write to it.',
  'ssh-pin-refused': 'The token didn’t take the PIN.',
  'ssh-pin-locks':
    'Connect again and type it. A token locks itself after a few wrong ones; then whoever handed it out can open it.',
  'ssh-agent-silent': 'ssh waits for the ssh-agent, which doesn’t answer.',
  'ssh-agent-may-ask':
    'Look whether it asks you something in a window of its own. Ctrl+C ends the login; with the option “IdentityAgent=none” the host is logged in to without it.',
  'ssh-agent-look':
    'Look whether it asks you something in a window of its own. With the option “IdentityAgent=none” the host is logged in to without it.',
  'ssh-login-refused': ({ host }: { host: string }) => `${host} refused the login.`,
  'ssh-certificate-expired': ({ path }: { path: string }) =>
    `The certificate ${path} has expired. Have it issued anew, then connect again.`,
  'ssh-certificate-not-yet': ({ path }: { path: string }) =>
    `The certificate ${path} isn’t valid yet. Check this computer’s clock, or wait until it is.`,
  /** `why`: in ssh’s words. */
  'host-certificate-invalid': ({ why }: { why: string }) =>
    `The host shows a certificate that ssh doesn’t take: ${why}. What is asked about is its key alone.`,
  'ssh-too-many-keys':
    'ssh has offered more keys than the server looks at. Name the right one as identity file, ' +
    'and add the option “IdentitiesOnly=yes”.',
  /** `accepted`: names of methods, with commas; '' where the server doesn't tell. */
  'ssh-check-login': ({ accepted }: { accepted: string }) =>
    'Check the user name, the password or the identity file.' +
    (accepted && ` The server accepts: ${accepted}.`),
  'ssh-no-such-host': ({ name }: { name: string }) => `There is no host called “${name}”.`,
  'ssh-check-spelling':
    'Check the spelling of the address, and whether you are on the right network.',
  'ssh-refused': ({ host }: { host: string }) => `${host} refused the connection.`,
  'ssh-check-port': 'Check the port, and whether an SSH server runs there.',
  'ssh-no-answer': ({ host }: { host: string }) => `${host} did not answer.`,
  'ssh-check-firewall': 'Check the address, your network, and whether a firewall is in between.',
  'ssh-no-way': ({ host }: { host: string }) => `There is no way to ${host} from this network.`,
  'ssh-check-online': 'Check whether you are online, and whether you need a VPN.',
  'ssh-nothing-in-common': ({ host, what }: { host: string; what: string }) =>
    `${host} and this computer’s ssh have no ${what} in common.`,
  'ssh-allow-more':
    'The server is very old or very strict. An option of the saved host can allow more.',
  'ssh-option-unknown': ({ option }: { option: string }) =>
    `ssh doesn’t know the option “${option}”.`,
  'ssh-edit-options': 'Edit the options of the saved host, or your ssh configuration.',
  'ssh-closed-before-login': ({ host }: { host: string }) =>
    `${host} closed the connection before the login.`,
  'ssh-is-it-a-server': 'Is it an SSH server that listens on this port? It may also be overloaded.',
  'ssh-not-reached': ({ host }: { host: string }) => `${host} could not be reached.`,
  'ssh-system-says': ({ text }: { text: string }) =>
    `The system says: ${text}. Check the address and your network.`,
  'ssh-link-dead': ({ host }: { host: string }) =>
    `The link to ${host} is dead: no answer for more than 15 seconds.`,
  'ssh-check-network': 'Check your network, then connect again.',
  'ssh-closed-by-server': ({ host }: { host: string }) => `${host} closed the connection.`,
  'ssh-server-restarted': 'The server may have been restarted. Connect again.',

  'ssh-failed': ({ host }: { host: string }) => `The connection to ${host} failed.`,
  'ssh-words-in-terminal': 'ssh’s own words are in the terminal.',
  /** `words`: ssh's last ones; '' where there are none. */
  'ssh-lost': ({ host, words }: { host: string; words: string }) =>
    `The connection to ${host} was lost${words && `: ${words}`}.`,
  'ssh-lost-by-signal': ({ host, signal }: { host: string; signal: string }) =>
    `The connection to ${host} was lost (ssh was ended by ${signal}).`,
  'ssh-of-tmux-lost-by-signal': ({ host, signal }: { host: string; signal: string }) =>
    `The connection to ${host} was lost: ssh was ended by ${signal}.`,
  'ssh-shared-lost': ({ host }: { host: string }) =>
    `The connection to ${host}, which ssh shares, was lost.`,
  'ssh-connection-gone': 'the connection is gone',
  'ssh-not-understood': 'ssh’s answer was not understood',
  'ssh-not-started': ({ why }: { why: string }) => `ssh could not be started: ${why}`,
  'close-programs': 'Close programs you no longer need.',
};
