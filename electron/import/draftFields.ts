// What a file says of a host beside its address, as the fields of a host here. What has no field is a
// line under Options, as ssh calls it; what neither can hold is told.
import { say, type Said } from '../../words/said.ts';
import type { HostValues } from '../hosts/kinds/kinds.ts';
import type { FoundHost, FoundMore, FoundProxy } from './found.ts';

/** Something of a host that doesn't come along. */
export interface Left {
  what: string;
  why: Said;
}

export interface DraftFields {
  values: Partial<Record<keyof HostValues, string>>;
  left: Left[];
}

type Field = keyof HostValues;

/** Options of ssh that are a field, if their value is one that it takes. */
const FIELDS: Readonly<Record<string, Field>> = {
  addressfamily: 'addressFamily',
  certificatefile: 'certificateFile',
  ciphers: 'ciphers',
  compression: 'compression',
  connecttimeout: 'connectTimeout',
  forwardagent: 'agentForward',
  forwardx11: 'x11',
  hostkeyalgorithms: 'hostKeyAlgorithms',
  identitiesonly: 'identitiesOnly',
  kexalgorithms: 'kexAlgorithms',
  macs: 'macs',
  requesttty: 'requestTty',
  serveraliveinterval: 'keepAliveSeconds',
  stricthostkeychecking: 'strictHostKey',
};
const CHOSEN: Partial<Record<Field, readonly string[]>> = {
  addressFamily: ['any', 'inet', 'inet6'],
  compression: ['yes', 'no'],
  agentForward: ['yes', 'no'],
  x11: ['yes', 'no'],
  identitiesOnly: ['yes', 'no'],
  requestTty: ['yes', 'no', 'force'],
  strictHostKey: ['yes', 'no', 'ask', 'accept-new'],
};
const SAME: Readonly<Record<string, string>> = {
  ...{ true: 'yes', on: 'yes', false: 'no', off: 'no' },
};
/** What ssh reads on its command line, and as what. */
const OPTION = /^[A-Za-z][A-Za-z0-9]*$/;
const CONTROL = /[\u0000-\u001f\u007f]/;
/** Of a configuration alone. */
const OF_A_FILE = new Set(['host', 'match', 'include', 'tag']);
/** Signs that ssh itself replaces in a remote command, where it comes from its configuration. */
const TOKENS = /%[%CdhIijKkLlnprTu]/;

export function draftFields({ identities, proxyCommand, proxy, more }: FoundHost): DraftFields {
  const fields = new Fields();
  fields.files('identityFile', 'IdentityFile', identities);
  fields.files('certificateFile', 'CertificateFile', more.certificates ?? []);
  if (proxyCommand && proxyCommand.toLowerCase() !== 'none') {
    fields.values.proxyCommand = proxyCommand;
  }
  if (proxy) addProxy(fields, proxy);
  addSettings(fields, more);
  addCommands(fields, more);
  for (const [key, value] of Object.entries(more.options ?? {})) fields.option(key, value);
  return fields.done();
}

function addProxy(fields: Fields, { type, host, port, user }: FoundProxy): void {
  if (type === 'socks4') return fields.leave(`${type} ${host}:${port}`, say('import-proxy'));
  Object.assign(fields.values, {
    ...{ proxyKind: type, proxyAddress: host, proxyPort: String(port), proxyUser: user ?? '' },
  });
}

function addSettings(fields: Fields, more: FoundMore): void {
  fields.option('ForwardAgent', more.agentForward);
  fields.option('Compression', more.compression);
  fields.option('ConnectTimeout', more.connectTimeoutSeconds);
  fields.option('IdentitiesOnly', more.identitiesOnly);
  fields.option('ServerAliveInterval', more.keepAliveSeconds);
  fields.option('StrictHostKeyChecking', more.strictHostKeyChecking);
  fields.option('ForwardX11', more.x11);
  fields.option('AddKeysToAgent', more.addKeysToAgent);
  if (more.requestTty?.toLowerCase() !== 'auto') fields.option('RequestTTY', more.requestTty);
  const agent = more.identityAgent;
  if (agent !== undefined) fields.path('IdentityAgent', agent);
  if (more.setEnv) fields.values.setEnv = more.setEnv.join('\n');
  if (more.sshOptions) fields.leave(more.sshOptions, say('import-ssh-arguments'));
}

function addCommands(fields: Fields, { localCommand, remoteCommand, remoteDirectory }: FoundMore) {
  fields.option('LocalCommand', localCommand);
  if (remoteDirectory) fields.values.remoteDirectory = remoteDirectory;
  if (!remoteCommand || remoteCommand.toLowerCase() === 'none') return;
  if (!TOKENS.test(remoteCommand)) fields.values.remoteCommand = remoteCommand;
  else fields.option('RemoteCommand', remoteCommand);
}

class Fields {
  readonly values: DraftFields['values'] = {};
  readonly #left: Left[] = [];
  readonly #lines: string[] = [];

  leave(what: string, why: Said): void {
    this.#left.push({ what, why });
  }

  /** One has its field; several stand as options, so that ssh tries them in their order. */
  files(field: Field, key: string, paths: readonly string[]): void {
    if (paths.length === 1) this.values[field] = paths[0]!;
    else for (const path of paths) this.path(key, path);
  }

  /** Held together as ssh's own lines are. */
  path(key: string, path: string): void {
    if (path.includes('"')) return this.leave(`${key} ${path}`, say('import-quotation-mark'));
    this.#line(key, /[\s#]/.test(path) ? `"${path}"` : path);
  }

  option(key: string, given: string | number | boolean | undefined): void {
    if (given === undefined || given === '') return;
    const value = String(given);
    const name = key.toLowerCase();
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    const known = field && inField(field, value);
    if (name === 'forwardx11trusted' && inField('x11', value) === 'yes') {
      if (this.values.x11 === 'yes') this.values.x11 = 'trusted';
      else this.#lines.push(`${key}=yes`);
    } else if (field && known !== undefined && !this.values[field]) this.values[field] = known;
    else this.#line(key, value);
  }

  done(): DraftFields {
    if (this.#lines.length > 0) this.values.options = this.#lines.join('\n');
    return { values: this.values, left: this.#left };
  }

  #line(key: string, value: string): void {
    const name = key.toLowerCase();
    const unfit = !OPTION.test(key) || CONTROL.test(value) || value.trim() === '';
    if (unfit || OF_A_FILE.has(name)) {
      return this.leave(`${key} ${value}`, say('import-not-an-option'));
    }
    this.#lines.push(`${key}=${SAME[value] ?? value}`);
  }
}

/** The value as the field has it; undefined where it has none of that kind. */
function inField(field: Field, value: string): string | undefined {
  const plain = value.trim();
  const same = SAME[plain.toLowerCase()] ?? plain.toLowerCase();
  const choices = CHOSEN[field];
  if (!choices) return plain;
  return choices.includes(same) ? same : undefined;
}
