// Of files of PuTTY and its relatives: KiTTY, SuperPuTTY, WinSCP. Why a part of one can't come along.
export const importsPutty = {
  'import-putty-none': 'This file holds no saved sessions of PuTTY or KiTTY.',
  'import-winscp-none': 'This file holds no saved sites of WinSCP.',
  'import-superputty-none': 'This file holds no sessions of SuperPuTTY.',
  'import-sealed-sessions':
    'These sessions are locked with a master password. Take it off in the other tool, and import them again.',
  'import-colours-only': 'Only colours are saved here: it is a colour scheme, not a host.',
  'import-shared-connection': 'This joins a connection of another PuTTY. It is not a host.',
  'import-file-transfer-only': 'This transfers files and has no shell. Bowline opens shells.',
  'import-workspace':
    'This is a tab of a saved workspace. The site that it opens is a host of its own.',
  'import-deleted-key': 'The file asks for this to be deleted. Nothing is deleted here.',
  'import-host-keys':
    'Known host keys are not taken over. You are asked to confirm a key at the first connection.',
  'import-other-keys': ({ count }: { count: number }) =>
    count === 1
      ? 'One more key of the registry has nothing to do with hosts.'
      : `${count} more keys of the registry have nothing to do with hosts.`,
  'import-not-a-session': 'This file is no saved session, or it is damaged.',
  'import-not-sessions': ({ count }: { count: number }) =>
    `${count} more files are no saved sessions.`,
  'import-line-damaged': 'This line is damaged and was left out.',
  'import-lines-damaged': ({ count }: { count: number }) =>
    `${count} more lines are damaged and were left out.`,
  'import-code-page':
    'The file doesn’t say how its letters are written, so this was guessed. Look at the names before you import them.',
  'import-ppk':
    'This key is in PuTTY’s format, which OpenSSH can’t read. Convert it with PuTTYgen (Conversions, Export OpenSSH key), then pick the new file.',
  'import-key-store': 'This key is not in a file. Pick a key file, or use your ssh agent.',
  'import-hop-key':
    'The jump host uses this key. Save the jump host as a host, and pick the key there.',
  'import-port-dropped':
    'PuTTY ignores a port written behind the address, so it is left out here too. Check the port.',
  'import-user-twice': 'The address names a user as well, and PuTTY uses that one.',
  'import-user-of-system': 'PuTTY logs in here with your name on Windows. Enter the user.',
  'import-left-over': 'This is left over from another kind of connection, and unused.',
  'import-proxy-telnet':
    'Bowline can’t use a proxy that is spoken to in this way. Enter another one.',
  'import-proxy-tokens':
    'This command is in PuTTY’s language: %host, %port, %user and %proxyhost mean nothing to ssh. Rewrite it with %h, %p and %r.',
  'import-proxy-jump-command':
    'PuTTY runs this on the jump host to go on. Bowline goes through the jump host without it.',
  'import-proxy-detail': 'Bowline has no such setting for a proxy.',
  'import-forward-family': 'Bowline doesn’t hold a tunnel to IPv4 or IPv6 alone. It takes both.',
  'import-forward-damaged': 'This tunnel can’t be understood. Set it up by hand.',
  'import-remote-tunnels-open':
    'PuTTY opens these tunnels to other computers of the remote network. Set an address to listen on if you want that.',
  'import-x11-detail': 'Bowline takes this from your own X server.',
  'import-old-ssh': 'Version 1 of ssh is broken, and Bowline doesn’t speak it.',
  'import-algorithms':
    'PuTTY was told to prefer this. ssh has its own names and order: set them for the host if it needs old ones.',
  'import-charset': 'Bowline speaks UTF-8. Programs of this host may show wrong letters.',
  'import-terminal-type': 'Bowline tells hosts its own kind of terminal.',
  'import-host-key-name': 'This name is only used to look up the host’s key.',
  'import-typed': 'This is typed after the login. Bowline types nothing by itself.',
  'import-script': 'Scripts of other tools are not run.',
  'import-colour-mark': 'Give the host a colour after the import.',
  'import-only-there': 'Bowline has no setting for this.',
  'import-server-bugs': 'This works around a fault of old servers. Bowline leaves that to ssh.',
  'import-profile-elsewhere':
    'Further settings are saved in PuTTY under this name. Export PuTTY’s sessions too to bring them along.',
  'import-arguments': 'These arguments of PuTTY have no counterpart here.',
  'import-scp-only': 'This site transfers files by SCP. The host is the same.',
};
