// Objects of Royal TS become hosts; logins and gateways are objects of their own, which others refer to.
import { say } from '../../../words/said.ts';
import { settingOf, type Collected } from '../collected.ts';
import type { FoundHost, FoundMore } from '../found.ts';
import { given, numberIn, switchIn, textIn, type Table } from '../plain.ts';
import { gatewayHop, royalReferences, type RoyalReferences } from './royalReferences.ts';
import { tellRoyalRest, tellRoyalSecrets } from './royalRest.ts';
import { royalSerial } from './royalSerial.ts';
import { addressesOf, nameOf, type RoyalEntry } from './royalTree.ts';

/** Of terminals and of files by ssh; with their ports. */
const TERMINALS: Readonly<Record<string, { protocol: string; port: number } | undefined>> = {
  ssh: { protocol: 'ssh', port: 22 },
  telnet: { protocol: 'telnet', port: 23 },
  sftp: { protocol: 'sftp', port: 22 },
  scp: { protocol: 'sftp', port: 22 },
  serialport: { protocol: 'serial', port: 0 },
};
/** What others refer to; it is told by those who do. */
const REFERRED = ['Folder', 'Credential', 'DynamicCredential'];
const GATEWAY = 'SecureGateway';

export function readRoyalEntries(entries: readonly RoyalEntry[], found: Collected): void {
  const references = royalReferences(entries.map(({ object }) => object));
  for (const entry of entries) readEntry(entry, references, found);
  for (const { object } of entries) {
    const isIdle = textIn(object, 'Type') === GATEWAY && !references.used.has(object);
    if (isIdle) found.leave(nameOf(object), GATEWAY, addressesOf(object)[0]);
  }
  if (entries.length === 0) found.tell('file', 'Objects', say('import-no-hosts-in-it'));
}

function readEntry(entry: RoyalEntry, references: RoyalReferences, found: Collected): void {
  const { object } = entry;
  const type = textIn(object, 'Type') ?? '';
  const name = nameOf(object);
  tellRoyalSecrets(name, object, found);
  if (REFERRED.includes(type) || type === GATEWAY) return;
  if (switchIn(object, 'IsConnectionTemplate')) {
    return found.tell(name, type, say('import-template'));
  }
  if (!type.endsWith('Connection')) return found.leave(name, 'Type', type);
  const kind = kindOf(object, type);
  if (kind === 'customterminal') {
    return found.tell(name, 'CustomCommand', say('import-run-on-this-computer'));
  }
  const terminal = Object.hasOwn(TERMINALS, kind) ? TERMINALS[kind] : undefined;
  if (!terminal) return found.tell(name, type, say('import-no-kind-yet'));
  addHost(entry, name, terminal, references, found);
}

function kindOf(object: Table, type: string): string {
  if (type === 'TerminalConnection') {
    return (textIn(object, 'TerminalConnectionType') ?? 'SSH').toLowerCase();
  }
  const files = textIn(object, 'FileTransferConnectionType') ?? '';
  return type === 'FileTransferConnection' ? files.toLowerCase() : '';
}

function addHost(
  entry: RoyalEntry,
  name: string,
  { protocol, port }: { protocol: string; port: number },
  references: RoyalReferences,
  found: Collected,
): void {
  const { object, path: group } = entry;
  const serial = protocol === 'serial' ? royalSerial(object) : undefined;
  const [address, ...others] = serial ? [serial.line] : addressesOf(object);
  if (!address) return found.tell(name, 'ComputerName', say('import-has-no-address'));
  for (const other of others) {
    found.tell(name, settingOf('ComputerName', other), say('import-further-addresses'));
  }
  const networked = serial ? { serial } : waysOf(entry, name, references, found);
  found.host({
    ...{ name, protocol, address, group, ...networked },
    port: serial ? 0 : found.port(name, textIn(object, 'Port'), port),
    more: moreOf(object),
  });
  tellRoyalRest(name, object, found);
}

function waysOf(
  { object, folders }: RoyalEntry,
  name: string,
  references: RoyalReferences,
  found: Collected,
): Partial<FoundHost> {
  const places = [...folders, object];
  const login = references.login(name, places, found);
  const gateway = references.gateway(name, places, found);
  const hop = gateway && gatewayHop(gateway, references, found);
  const key = textIn(login, 'KeyFilePath');
  return {
    user: textIn(login, 'Username') ?? null,
    identities: key === undefined ? [] : [key],
    jump: hop ? [hop] : null,
  };
}

function moreOf(object: Table): FoundMore {
  const texts = ['Description', 'Notes'].flatMap((key) => textIn(object, key) ?? []);
  return given<FoundMore>({
    agentForward: switchIn(object, 'SSHAllowAgentForwarding') || undefined,
    compression: switchIn(object, 'SSHEnableCompression') || undefined,
    description: texts.length > 0 ? texts.join('\n') : undefined,
    keepAliveSeconds: numberIn(object, 'KeepAliveInterval') || undefined,
    x11: switchIn(object, 'SSHEnableX11Forwarding') || undefined,
  });
}
