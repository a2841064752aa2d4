// Of lists of hosts that people and administration tools keep: tables, inventories, hosts files, and
// Bowline's own files.
export const importsLists = {
  'import-not-address': 'This is not an address.',
  'import-not-name': 'This is not a name that a host can have.',
  'import-no-name': 'There is no name for this address.',
  'import-this-computer': 'This leads to your own computer, or to no computer at all.',
  'import-blocked': 'Names that lead nowhere: this is how advertisements are blocked.',
  'import-two-addresses':
    'The same name has another address further up. Your computer uses that one; both are listed here.',
  'import-commented-out': 'This line is commented out in the file.',
  'import-one-line': 'The line break in it became a space.',
  'import-twice': 'It is in the list already, and comes along once.',
  'import-line-unread': 'This line can’t be understood.',
  'import-column-unnamed': 'No heading says what this column is.',
  'import-column-unknown': 'Bowline has no field for this column.',
  'import-column-to-note': 'Bowline has no field for this column. It became the description.',
  'import-port-wrong':
    'This is no port: a port is a number from 1 to 65535. The usual one is used.',
  'import-protocol-none': 'This is no kind of connection to a host.',
  'import-ssh-argument': 'Bowline can’t tell what this part of an ssh command means for the host.',
  'import-sum': ({ count }: { count: number }) => `${count} of them, the first of which is named.`,
  'import-hashed':
    'These names are stored as hashes, so nobody can read them. Run ssh with HashKnownHosts no to have names kept from now on.',
  'import-name-pattern': 'This stands for many hosts and is none itself.',
  'import-key-authority': 'This key vouches for hosts, but names none.',
  'import-key-revoked': 'This key was revoked. Its host does not come along because of this line.',
  'import-ansible-vault':
    'This file is encrypted with Ansible Vault. Decrypt a copy with “ansible-vault view”, save what it prints, and import that.',
  'import-ansible-plugin':
    'This file only tells Ansible where to ask for hosts. Run “ansible-inventory --list -i” with it, save what it prints, and import that.',
  'import-ansible-local': 'Ansible works on its own computer here: there is no host to connect to.',
  'import-ansible-without-ssh': 'Ansible reaches this one without ssh, inside another machine.',
  'import-ansible-template':
    'Ansible works this value out when it runs. Fill it in after the import.',
  'import-ansible-own': 'This says how Ansible works on the host. Bowline has no use for it.',
  'import-ansible-variable': 'Playbooks use this. It says nothing about how to connect.',
  'import-ansible-command':
    'This starts a program on your computer when you connect. Bowline shows it and asks before it first does.',
  'import-ansible-comment':
    'Ansible takes all of the line as the value, with what looks like a comment. Check it after the import.',
  'import-ansible-number': 'Ansible refuses a bare number as a name. It is read as text here.',
  'import-ansible-loop': 'These groups contain each other. The circle was cut here.',
  'import-ansible-key-unknown': 'A group has hosts, children and vars. This is none of them.',
  'import-ansible-no-variables':
    'A host’s variables are keys with values. What stands here is none, so it was left out.',
  'import-ansible-range': 'This range of hosts can’t be read.',
  'import-ansible-empty': 'There is no host in this group.',
  'import-own-newer': 'A newer Bowline wrote this file. Update Bowline to read it.',
  'import-own-passphrase': 'This is not the passphrase of the file. Try again: nothing is lost.',
  'import-own-changed':
    'The file was changed after it was written, so its passwords are not opened. Export it again, or import it without them.',
  'import-own-broken': 'This part of the file is damaged, and stays out.',
  'import-own-unknown': 'This Bowline doesn’t know what this is. A newer one may.',
  'import-own-sealed':
    'Passwords in this file are sealed. They come along once you give its passphrase.',
  'import-own-identity':
    'This identity is neither in the file nor here. Hosts that use it come along without it.',
  'import-own-left-out': 'It was left out when the file was written. Enter it again.',
  'export-kind': 'This kind of host has no place in such a file. Export as JSON to keep it.',
  'export-secret':
    'Secrets go along only under a passphrase. Enter it again where the file is read.',
  'export-proxy':
    'Other programs have no place for a proxy in such a file. Export as JSON to keep it.',
  'export-line': 'ssh could not read this value from a file. It is left out.',
};
