// Of OpenSSH configurations that bring hosts: lines that can't come along, and what is to be known of others.
export const importsSsh = {
  'import-ssh-none': 'This is no configuration of OpenSSH: none of its lines is one of OpenSSH’s.',
  'import-ssh-no-config':
    'There is no file “config” in this folder. Pick the ssh folder, or a configuration itself.',
  'import-ssh-too-long':
    'This configuration is too large to be read: its includes and patterns add up to millions of lines.',
  'import-ssh-more-lines': ({ count }: { count: number }) =>
    `There are ${count} further lines that could not be read.`,
  'import-ssh-mark':
    'The file begins with a mark that ssh itself refuses. The hosts were read; save the file as UTF-8 without a BOM for ssh.',

  'import-ssh-unknown': 'OpenSSH doesn’t know this word, so the line was left out.',
  'import-ssh-conflict': 'This is a mark of an unfinished merge. It was left out.',
  'import-ssh-no-value': 'There is no value. The line was left out.',
  'import-ssh-value': 'OpenSSH doesn’t take this value. The line was left out.',
  'import-ssh-extra': 'There is more on this line than OpenSSH takes. The line was left out.',
  'import-ssh-quotes': 'A quote is opened and not closed. The line was left out.',
  'import-ssh-port': 'A port is a number from 1 to 65535. The line was left out.',
  'import-ssh-forward': 'This is no forward that OpenSSH can make. The line was left out.',
  'import-ssh-no-target':
    'The target is missing: OpenSSH wants a space between the port and the target. The line was left out.',
  'import-ssh-jump': 'This is no list of jump hosts. The line was left out.',
  'import-ssh-no-name':
    'No host is named. What stands below, up to the next Host or Match, belongs to no host.',
  'import-ssh-match-wrong':
    'OpenSSH doesn’t take this condition. What stands below, up to the next Host or Match, belongs to no host.',

  'import-ssh-global': 'It stands before all hosts, so each of them got it.',
  'import-ssh-comma':
    'OpenSSH reads this as one name, and refuses it. Several names are parted by spaces.',
  'import-ssh-never': 'A line of nothing but exceptions holds for no host.',
  'import-ssh-apart':
    'This holds for none of the hosts: it is cancelled, or included under another one.',
  'import-ssh-pattern': 'No host in this file fits this pattern, so nobody got these settings.',
  'import-ssh-fitting':
    'A pattern is no host: what stands below went into each host of this file that fits it.',
  'import-ssh-match-unused': 'This condition holds for no host in this file.',
  'import-ssh-match-exec': ({ command }: { command: string }) =>
    `The command “${command}” was not run. It counts as failed here; ssh runs it and decides each time.`,
  'import-ssh-match-localuser': ({ user }: { user: string }) =>
    `It depends on who runs ssh (${user}). It was read as for you.`,
  'import-ssh-match-final':
    'ssh reads its configuration a second time for this. So it was done here.',
  'import-ssh-match-canonical':
    'It holds only after ssh has looked the name up. Nothing was looked up, so it was not applied.',
  'import-ssh-match-later': ({ attribute }: { attribute: string }) =>
    `Only ssh can tell when it connects (${attribute}). It was not applied.`,

  'import-ssh-include-outside':
    'It lies outside the ssh folder and was not read. Import that file by itself.',
  'import-ssh-include-missing': 'There is no such file. ssh passes over it, too.',
  'import-ssh-include-loop': ({ file }: { file: string }) =>
    `“${file}” includes itself. It was read once; ssh refuses this.`,
  'import-ssh-include-deep': ({ file }: { file: string }) =>
    `“${file}” is included more than 16 files deep. It was not read; ssh refuses this.`,
  'import-ssh-not-included': ({ pattern }: { pattern: string }) =>
    `It lies beside the included files, but “${pattern}” doesn’t name it. It was not read.`,

  'import-ssh-runs':
    'It runs a program on this computer. It is shown to you, and runs only after you allow it.',
  'import-ssh-library': 'It loads a program library for a security key. Check that you trust it.',
  'import-ssh-fdpass': 'The ProxyCommand hands over a connection instead of a stream.',
  'import-ssh-environment': 'It is read from a variable of the environment when ssh starts.',
  'import-ssh-host-keys': 'It weakens the check that this is the right host.',
  'import-ssh-second': 'OpenSSH takes only the first SetEnv line. This one was left out.',
  'import-ssh-token': 'HostName can hold %h and %% only. ssh refuses this one.',
  'import-ssh-number': ({ address }: { address: string }) =>
    `ssh reads a bare number as the address ${address}.`,
  'import-ssh-literal':
    'ssh takes this whole text for the name, and won’t find it. User and port have lines of their own.',
  'import-ssh-jump-loop': 'It would jump through itself, so it was imported without a jump host.',
  'import-ssh-jump-circle':
    'Its jump hosts lead back to where they began, so ssh never arrives. Change one of them.',
  'import-ssh-forwards-cleared': 'It turns off all forwards of this host, so none was imported.',
  'import-ssh-port-twice':
    'Another forward of this host listens on the same port: the second one fails.',

  'import-ssh-sharing': 'Bowline shares connections in its own way, so this was left out.',
  'import-ssh-canonical':
    'ssh looks names up for this, and may apply further lines then. Nothing was looked up here.',
  'import-ssh-not-shells': 'It is not for shells in a window, so it was left out.',
  'import-ssh-apple': 'Only Apple’s ssh knows this. It was left out.',
  'import-ssh-obsolete': 'OpenSSH no longer uses this. It was left out.',
};
