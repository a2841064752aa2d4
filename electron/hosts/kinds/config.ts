// A host of an OpenSSH configuration file that its folder follows. ssh is given its alias and the file, and
// decides all the rest; what is known of it here is what a reader of the file could tell. A person adds what
// no such file has.
import { hostKind, LONG_FIELD_LENGTH, LOOK, type HostField } from './kind.ts';
import { ssh } from './ssh.ts';

/** As the file says, for the list and the form. */
const told = (label: string): HostField & { hidden: true } => ({ label, hint: '', hidden: true });

export const config = hostKind({
  word: 'SSH config',
  badge: 'ssh',
  unlisted: true,
  followed: true,
  measured: 'echo',
  fields: {
    alias: told('Alias'),
    /** Path of the file; '' is the one that ssh reads by itself. */
    file: told('File'),
    address: told('Address'),
    user: told('User'),
    port: told('Port'),
    identityFile: { ...told('Identity file'), longest: LONG_FIELD_LENGTH },
    jumpHost: told('Jump host'),
    proxyCommand: { ...told('Proxy command'), longest: LONG_FIELD_LENGTH },
    keepAlive: ssh.fields.keepAlive,
    forwardAgent: ssh.fields.forwardAgent,
    shareLogin: ssh.fields.shareLogin,
    look: LOOK,
  },
  detail: (host) => ssh.detail({ ...NO_SSH, ...host }, { loginShell: '' }),
  can: (host) => ssh.can({ ...NO_SSH, ...host }),
});

const NO_SSH = Object.fromEntries(Object.keys(ssh.fields).map((name) => [name, ''])) as Parameters<
  typeof ssh.can
>[0];
