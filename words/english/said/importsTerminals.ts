// Of files of MobaXterm, SecureCRT, Xshell, FinalShell and WindTerm: why a part of one can't come along.

interface Tool {
  tool: string;
}

export const importsTerminals = {
  'import-terminal-local':
    'This is a shell or a folder on that computer. Bowline opens a shell here without any host.',
  'import-terminal-no-address': 'No address stands here, so there is nothing to connect to.',
  'import-terminal-not-read': 'This can’t be understood. Look at it in the other tool.',
  'import-terminal-value': 'This is no usable value, so the usual one is taken.',
  'import-terminal-deleted': ({ tool }: Tool) => `It was deleted in ${tool}.`,
  'import-terminal-folder-empty': 'No host stands in this folder.',
  'import-terminal-folder-gone': 'Its folder isn’t in what you picked, so it comes to the top.',
  'import-terminal-login-saved': ({ tool }: Tool) =>
    `This names a login saved in ${tool}, not the user. Enter the user yourself.`,
  'import-terminal-login-usual': ({ tool }: Tool) =>
    `This is the login that ${tool} uses everywhere, which doesn’t stand here. Enter the user yourself.`,
  'import-terminal-variable': ({ name, tool }: Tool & { name: string }) =>
    `Only ${tool} knows where “${name}” is. Write the whole path yourself.`,
  'import-terminal-key-stored': ({ tool }: Tool) =>
    `This is a key kept in ${tool} itself, not a file. Export it there, then choose the file here.`,
  'import-terminal-key-global': ({ tool }: Tool) =>
    `This session uses the key that ${tool} uses everywhere, not this one. Choose the key yourself.`,
  'import-terminal-key-public':
    'This may be the public half of the key. The private one lies beside it: choose that.',
  'import-terminal-key-putty':
    'ssh can’t read a key in PuTTY’s own format. Export it as an OpenSSH key, then choose that.',
  'import-terminal-key-jump': 'This key is for a jump host. Set it at that host itself.',
  'import-terminal-key-device':
    'This key is on a card or in the certificate store of Windows. Set it up again here.',
  'import-terminal-jump-gone':
    'The session that it goes through isn’t in what you picked. Choose the jump host yourself.',
  'import-terminal-jump-many':
    'Several sessions have the name of the one that it goes through. Check the jump host.',
  'import-terminal-proxy-elsewhere': ({ tool }: Tool) =>
    `The proxy itself stands in the settings of ${tool}, not here. Set it up again.`,
  'import-terminal-proxy-kind': 'Bowline can’t go through a proxy of this kind.',
  'import-terminal-proxy-command': ({ tool }: Tool) =>
    `The placeholders in this command are those of ${tool}. ssh has %h for the host and %p for the port.`,
  'import-terminal-ssh1':
    'Version 1 of ssh is broken and gone from today’s ssh, so version 2 is used.',
  'import-terminal-charset': 'Bowline speaks UTF-8 with every host.',
  'import-terminal-script': 'Bowline runs no scripts and types no answers when it connects.',
  'import-terminal-colour': 'Colours of tabs are not taken over.',
  'import-terminal-scheme': 'This is a colour scheme, in a form that Bowline doesn’t read.',
  'import-terminal-tunnel': 'This tunnel can’t be understood. Set it up again here.',
  'import-terminal-tunnel-name': 'Tunnels have no names here: they go by their ports.',
  'import-terminal-tunnel-program': 'Bowline starts no program when a tunnel opens.',
  'import-terminal-off': 'This is written down there, but not switched on.',
  'import-terminal-setting': 'Bowline has no such setting.',
  'import-terminal-section': ({ tool }: Tool) => `These are settings of ${tool}, not hosts.`,
  'import-terminal-archive': ({ tool }: Tool) =>
    `This is an archive of ${tool} that can’t be read. Unpack it, and pick the folder.`,
};
