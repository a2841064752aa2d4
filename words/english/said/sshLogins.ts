// Of logins to an SSH host that nobody can be asked in, of scripts of ours there, and of files that
// ssh wants closed to others.

export const sshLogins = {
  'login-asks-something': ({ host }: { host: string }) =>
    `${host} refused a login that asks nothing, and Windows’ ssh can’t ask for a password here.`,
  /** `check`: what else may be wrong with the login. */
  'use-a-key': ({ check }: { check: string }) =>
    'It can’t share a login, so what goes beside a plain shell needs one that asks nothing: use ' +
    'a key (with ssh-agent, where it has a passphrase), or set “Keep shells alive” to off. ' +
    check,
  'host-key-not-known-yet': ({ host }: { host: string }) =>
    `The host key of ${host} isn’t known yet, and Windows’ ssh can’t ask about it here.`,
  'open-plain-shell-once':
    'Open a plain shell on it once (“Keep shells alive” off), compare the fingerprint, and answer ' +
    '“yes” if it is right.',
  'login-not-through': ({ host, seconds }: { host: string; seconds: number }) =>
    `The login to ${host} was not through within ${seconds} s.`,
  'try-plain-shell': 'Try a plain shell there: it shows what is missing.',

  'host-test-stopped': 'The test was stopped.',
  'host-test-not-ssh': 'Only hosts that ssh logs in to can be tested.',
  'host-test-jump-asks': 'A jump host on the way asks something, and the test answers nothing.',
  'host-test-jump-asks-advice':
    'Open a shell to see what it asks. With a key that needs no passphrase, the test gets through.',
  'host-test-proxy-password':
    'Type it under Proxy, as the password of the proxy, and test again. A shell on the host asks for it, too.',

  'lost-before-answer': ({ host }: { host: string }) =>
    `The connection to ${host} was lost before it answered.`,
  /** `said`: the first line that came from there; '' if none did. */
  'login-runs-something-else': ({ host, said }: { host: string; said: string }) =>
    `${host} lets you in, but doesn’t run what a login asks for.${said && ` It said: “${said}”.`}`,
  'something-takes-its-place':
    'Something there takes its place: a login file (like “exec fish” or “exec tmux” in .bashrc), a ' +
    'command that its SSH server or your key forces, or an account without a shell. Let login files ' +
    'do so only in interactive shells, or set “Keep shells alive” to off.',
  'script-not-begun': ({ host, seconds }: { host: string; seconds: number }) =>
    `What was sent to ${host} was not begun within ${seconds} s.`,
  'login-file-waits':
    'If a login file there waits for an answer, or puts another shell in the place of the one that ' +
    'was asked for (like “exec fish” in .bashrc), let it do so only in interactive shells.',

  'has-to-be-yours': 'It has to be yours, and writable by nobody else.',
  /** `file` as a shell reads it. */
  'close-file-by-mode': ({ file }: { file: string }) =>
    `Close it to others with “chmod 600 ${file}”.`,
  'close-file-by-acl': ({ path }: { path: string }) =>
    `In a Command Prompt, close it to others with “icacls "${path}" /reset”, then ` +
    `“icacls "${path}" /inheritance:r /grant:r "%USERNAME%:F"”.`,
  'close-file-in-properties':
    'In its properties, under Security → Advanced, disable inheritance and leave only yourself.',
  'take-file-first': ({ path }: { path: string }) =>
    `If it isn’t yours, begin with “takeown /F "${path}"”.`,
};
