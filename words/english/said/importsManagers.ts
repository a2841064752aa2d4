// Of lists of hosts from other managers of connections: what in them can't come along, and why.
export const importsManagers = {
  'import-set-yourself': 'This doesn’t come along. Set it in Bowline if you need it.',
  'import-typed-at-login':
    'The other tool types this after the login, and it may hold a password. Set a start command instead.',
  'import-run-on-this-computer':
    'The other tool runs this on your computer. Bowline runs nothing that stands in a file.',
  'import-has-no-address': 'There is no address, so there is nothing to connect to.',
  'import-no-port-number': ({ port }: { port: number }) =>
    `This is no number of a port: ${port} is used instead.`,
  'import-further-addresses':
    'A host has one address, and the first one is used. Add the others yourself.',
  'import-name-of-lines': 'A name is one line: the line breaks in it are shown as spaces.',
  'import-refers-to-nothing': 'What this refers to is not in the file. Set it yourself.',
  'import-jump-by-name':
    'The other tool opens a tunnel through that host. In Bowline it becomes the jump host.',
  'import-jump-own-login':
    'The jump host logs in with settings of its own. Save it as a host in Bowline, and set them there.',
  'import-jump-nowhere': 'The tunnel names no server of its own, so no jump host is set.',
  'import-not-an-entry': 'This is no entry that can be read. It is left out.',
  'import-open-quote':
    'A quotation mark is not closed: the file may be cut off, or its last entries be one.',
  'import-short-row': 'This row has fewer values than the first one, so it is left out.',
  'import-unknown-column': 'Bowline doesn’t know this column, and leaves it out.',
  'import-columns-taken':
    'There is no row of headings. Check that each value stands in the right place.',
  'import-no-hosts-in-it': 'The file can be read, but no host is saved in it: only settings.',
  'import-folders-in-a-circle': 'This folder lies inside itself. Its hosts are put at the top.',
  'import-key-in-vault':
    'The key is in the other tool’s vault. Save it as a file from there, and pick that.',
  'import-in-secret-service':
    'The other tool keeps it in this computer’s keyring. You are asked when you connect.',
  'import-json-line': ({ line, column }: { line: number; column: number }) =>
    `This file can’t be read from line ${line}, column ${column} on: it is no whole JSON.`,
  'import-yaml-line': ({ line, column }: { line: number; column: number }) =>
    `This file can’t be read from line ${line}, column ${column} on: it is no YAML.`,
  'import-yaml-aliases': 'This YAML refers to itself too often to be a list of hosts.',
  'import-mremoteng-encrypted':
    'The whole file is encrypted. In mRemoteNG, clear “Encrypt complete connection file” in the ' +
    'options and save, or export to an XML file. Then import that.',
  'import-mremoteng-ssh1': 'SSH version 1 is out of use. Version 2 is used.',
  'import-putty-session':
    'It uses what is set in a PuTTY session on the other computer. Import PuTTY’s sessions too.',
  'import-putty-arguments':
    'These are arguments of PuTTY. Check whether ssh means the same by them.',
  'import-remmina-nameless':
    'This profile has no name. Remmina doesn’t show such a profile, so it is left out.',
  'import-royalts-sealed':
    'This document can’t be read without its password. In Royal TS, remove its encryption, or export ' +
    'as JSON or CSV. Then import that.',
  'import-royalts-in-trash': 'This lies in the trash of the document, so it is left out.',
  'import-tabby-encrypted':
    'The whole configuration is encrypted in Tabby’s vault. In Tabby, under Settings, Vault, turn off ' +
    '“Encrypt config file”. Then import the file again.',
};
