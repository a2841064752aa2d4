// Which of an inventory's variables say how to connect, and which are secret. All others are for Ansible
// or for playbooks.

/** Those by which Ansible connects; of several names for one thing, a later one is stronger. */
export const CONNECTION = {
  address: ['ansible_host', 'ansible_ssh_host'],
  port: ['ansible_port', 'ansible_ssh_port'],
  user: ['ansible_user', 'ansible_ssh_user'],
  key: ['ansible_private_key_file', 'ansible_ssh_private_key_file'],
  connection: ['ansible_connection'],
  arguments: ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args'],
  timeout: ['ansible_timeout', 'ansible_ssh_timeout'],
  hostKeys: ['ansible_host_key_checking', 'ansible_ssh_host_key_checking'],
  pkcs11: ['ansible_ssh_pkcs11_provider'],
} as const;

const USED: ReadonlySet<string> = new Set([
  ...Object.values(CONNECTION).flat(),
  'ansible_group_priority',
]);

const SECRET =
  /pass(?!ive|enger|through)|secret|token|api_?key|private_key(?!_file)|credential|vault_/i;
/** Their names sound secret, and are not. */
const NO_SECRET = /^ansible_(ssh_)?(sshpass_prompt|password_mechanism)$/;

/** Whether a reader makes use of it, so that it need not be reported. */
export function isUsed(name: string): boolean {
  return USED.has(name);
}

/** Whether its value may be shown. */
export function isShown(name: string): boolean {
  return USED.has(name);
}

export function isSecret(name: string): boolean {
  return SECRET.test(name) && !NO_SECRET.test(name);
}
