// What is wrong with a field of a host's form.

interface Line {
  /** Counted from 1. */
  line: number;
}

export const hostFields = {
  'host-kind-unknown': 'Choose a kind of host that this version knows.',
  'host-name-missing': 'Give the host a name.',
  'host-name-taken': ({ name }: { name: string }) => `Another host is called “${name}” already.`,
  'name-with-control': 'A name can’t contain line breaks or control characters.',
  'field-too-long': ({ most }: { most: number }) => `That is too long: at most ${most} characters.`,
  'pairing-link-missing': 'Paste the link that “bowline-agent pair” prints on the machine.',

  'address-missing': 'Enter the address of the server.',
  'address-begins-with-dash': 'An address can’t start with a dash.',
  'address-with-space': 'An address can’t contain spaces.',
  'address-with-control': 'The address contains characters that can’t be seen.',
  'address-with-scheme': 'Enter only the address, without “ssh://”.',
  'address-with-user': 'Put the part before “@” into the field User.',
  'address-with-port': 'Put the part after “:” into the field Port.',
  'address-not-for-ssh': 'The address contains a character that ssh doesn’t take.',
  'port-wrong': 'A port is a whole number from 1 to 65535.',
  'user-begins-with-dash': 'A user name can’t start with a dash.',
  'user-with-space': 'A user name can’t contain spaces.',
  'user-with-control': 'The user name contains characters that can’t be seen.',
  'user-not-for-ssh': 'The user name contains a character that ssh doesn’t take.',
  'jump-host-empty': 'There is nothing between two commas, or at the end.',
  'jump-host-unread': 'Write a jump host as user@host:port. User and port may be left out.',
  'jump-host-wrong': ({ hop }: { hop: string }) =>
    `“${hop}” is not a jump host. Write it as user@host:port; user and port may be left out.`,
  'option-line-wrong': ({ line }: Line) =>
    `Line ${line} is not an option of ssh. Write one Key=value a line.`,
  'environment-line-wrong': ({ line }: Line) =>
    `Line ${line} is no variable. Write one NAME=value a line.`,
  'environment-line-quoted': ({ line }: Line) =>
    `Line ${line} has a quotation mark or a backslash, which versions of ssh read differently.`,
  'command-with-control': 'The command contains characters that can’t be seen. It is one line.',
  'seconds-wrong': ({ least, most }: { least: number; most: number }) =>
    `Enter seconds: a whole number from ${least} to ${most}.`,
  'algorithms-wrong':
    'Write names separated by commas, without spaces. +, - or ^ before the first changes ssh’s own list.',
  'directory-begins-with-dash': 'A folder can’t start with a dash. Write ./ before it.',
  'directory-not-for-shells':
    'Shells read quotes, backslashes and ! in different ways. Leave them out.',
  'option-line-with-control': ({ line }: Line) =>
    `Line ${line} contains characters that can’t be seen.`,
};
