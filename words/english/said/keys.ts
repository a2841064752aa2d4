// Of keys of this computer, of the agent that holds them, and of known hosts.
import { count } from '../count.ts';

export const keys = {
  'no-ssh-tool': ({ tool }: { tool: string }) =>
    `${tool} isn’t installed on this computer. It comes with OpenSSH.`,
  'tool-late': ({ tool, seconds }: { tool: string; seconds: number }) =>
    `${tool} gave no answer within ${seconds} s.`,
  /** `words`: its own. */
  'tool-failed': ({ tool, words }: { tool: string; words: string }) =>
    words === '' ? `${tool} ended without saying why.` : `${tool} says: ${words}`,

  'keys-folder-unreadable': ({ folder, why }: { folder: string; why: string }) =>
    `${folder} can’t be read: ${why}`,
  'keys-more': ({ most }: { most: number }) =>
    `There are more files than are looked at. The first ${most} keys are shown.`,
  'key-open': ({ mode }: { mode: string }) =>
    `Others on this computer can read it (permissions ${mode}), so ssh won’t use it.`,
  'key-close': ({ path }: { path: string }) => `Close it with: chmod 600 ${path}`,
  'key-unreadable': 'It can’t be read by you.',
  'key-not-understood': 'ssh-keygen can’t read it.',
  'key-of-putty': 'This is PuTTY’s format, which ssh can’t use.',
  'key-convert': ({ path }: { path: string }) =>
    `PuTTYgen makes an OpenSSH key of it: puttygen ${path} -O private-openssh -o NEW`,
  'key-halves-differ': 'The public half beside it belongs to another key.',
  'key-halves-fix': ({ path }: { path: string }) =>
    `Make the right one with: ssh-keygen -y -f ${path}`,
  'key-private-missing': 'Only the public half is here.',

  'agent-missing': 'No ssh-agent is known here (SSH_AUTH_SOCK isn’t set).',
  'agent-gone': 'The ssh-agent that SSH_AUTH_SOCK names doesn’t answer: it isn’t running any more.',
  'agent-hangs': ({ seconds }: { seconds: number }) =>
    `The ssh-agent gave no answer within ${seconds} s. Its keys aren’t shown.`,
  'agent-refused-key': ({ words }: { words: string }) =>
    words === '' ? 'The ssh-agent didn’t take the key.' : `ssh-add says: ${words}`,

  'key-name-missing': 'Give the key a name.',
  'key-name-bad': 'Use letters, digits, and the signs - _ . + @',
  'key-name-kept': ({ name }: { name: string }) =>
    `ssh has a file called ${name} for something else.`,
  'key-name-taken': ({ name }: { name: string }) =>
    `There is a file called ${name} already. Nothing is overwritten.`,
  'key-name-long': ({ most }: { most: number }) => `Use at most ${most} characters.`,
  'key-comment-bad': 'Use one line of text.',
  'key-passphrase-short': ({ least }: { least: number }) =>
    `ssh-keygen wants at least ${least} characters, or none.`,
  'key-passphrase-bad': 'It contains a character that can’t be typed in a terminal.',
  'key-passphrase-wrong': 'That isn’t the key’s passphrase.',
  'key-passphrase-long': ({ most }: { most: number }) => `Use at most ${most} bytes.`,
  'key-pin-needed': 'The security key wants its PIN.',
  'key-pin-wrong': 'The security key refused the PIN. After a few wrong ones it locks itself.',
  'key-no-device': 'No security key was found. Plug it in, then try again.',
  'key-not-touched': ({ seconds }: { seconds: number }) =>
    `The security key wasn’t touched within ${seconds} s. No key was made.`,
  'key-type-unknown': 'This computer’s ssh can’t make such a key.',
  'key-stopped': 'It was stopped. Nothing was made.',
  'key-gone': ({ name }: { name: string }) => `${name} isn’t there any more.`,
  'key-no-public':
    'Its public half can’t be had without the passphrase. Add it to the agent first.',
  'key-not-removed': ({ name, why }: { name: string; why: string }) =>
    `${name} could not be deleted: ${why}`,

  'key-connecting': ({ host }: { host: string }) => `Logging in to ${host}…`,
  'key-putting': ({ host }: { host: string }) => `Adding the key on ${host}…`,
  'key-dropping': ({ host }: { host: string }) => `Removing the key from ${host}…`,
  'key-put': ({ host }: { host: string }) => `The key is on ${host} now: it lets you in.`,
  'key-put-already': ({ host }: { host: string }) =>
    `The key is on ${host} already. Nothing was changed.`,
  'key-dropped': ({ host, lines }: { host: string; lines: number }) =>
    `The key is removed from ${host} (${count(lines, 'line')} of ~/.ssh/authorized_keys).`,
  'key-dropped-none': ({ host }: { host: string }) =>
    `The key isn’t in ~/.ssh/authorized_keys on ${host}. Nothing was changed.`,
  'key-on-host-failed': ({ host, why }: { host: string; why: string }) =>
    `Nothing was changed on ${host}: ${why}`,
  'key-there-no-home': 'your home folder there can’t be entered.',
  'key-there-no-folder': '~/.ssh can’t be made there.',
  'key-there-not-file': '~/.ssh/authorized_keys there isn’t a file.',
  'key-there-not-written': '~/.ssh/authorized_keys can’t be written there.',
  'key-there-no-copy': 'a copy of ~/.ssh/authorized_keys can’t be made there.',
  'key-there-no-tool': ({ tool }: { tool: string }) => `${tool} isn’t installed there.`,
  'key-there-words': ({ words }: { words: string }) =>
    words === '' ? 'the script there ended without saying why.' : words,
  'key-there-elsewhere': ({ place }: { place: string }) =>
    `Its sshd reads keys from elsewhere (AuthorizedKeysFile ${place}), so the key may not let you in. Ask whoever runs it.`,
  'key-there-open': ({ path }: { path: string }) =>
    `Others there can write to ${path}, and sshd then ignores the keys. Close it with: chmod go-w ${path}`,
  'key-said-and-advised': ({ said, advice }: { said: string; advice: string }) =>
    `${said} ${advice}`,
  'host-by-ssh-only': 'Keys can be put only on hosts that ssh logs in to.',

  'known-hosts-unreadable': ({ why }: { why: string }) => `It can’t be read: ${why}`,
  'known-hosts-large': ({ most }: { most: number }) =>
    `It is too large: only the first ${most} MB are shown.`,
  'known-hosts-many': ({ most }: { most: number }) => `Only its first ${most} lines are shown.`,
  'known-hosts-read-only': ({ file }: { file: string }) =>
    `${file} is read-only, so nothing is removed from it.`,
  'known-hosts-of-system': 'It is the system’s. Whoever runs this computer changes it.',
  'known-hosts-bad-lines': ({ line }: { line: number }) =>
    `ssh-keygen changes nothing in it while it has lines that ssh can’t read (line ${line}).`,
  'known-hosts-changed': 'The file has changed meanwhile. Look at it again.',
  'known-hosts-none': ({ name }: { name: string }) => `${name} isn’t in it any more.`,
  'known-host-no-key': 'A name without a key',
  'known-host-bad-key': 'The key can’t be read',
  'known-host-bad-marker': 'ssh doesn’t know this marker',
  'known-host-bad-hash': 'The hashed name can’t be read',
  'known-host-old-key': 'A key of SSH protocol 1, which ssh doesn’t use any more',
};
