// Documents of Royal TS (.rtsz): XML with the objects in one list, each naming what it lies in. They are
// turned into objects as its JSON has them. Each holds hundreds of settings with their defaults, so only
// what a host may need is looked at.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import { PersonError } from '../../personError.ts';
import type { Table } from '../plain.ts';
import { elementsIn, xmlRoot, type Element } from '../xml.ts';
import type { RoyalEntry } from './royalTree.ts';

const ROOT = /<(?:RTSZDocument|RoyalDocument)\b/;
/** Called otherwise in its JSON. */
const TYPES: Readonly<Record<string, string | undefined>> = {
  RoyalSSHConnection: 'TerminalConnection',
  RoyalRDSConnection: 'RemoteDesktopConnection',
  RoyalRDPConnection: 'RemoteDesktopConnection',
};
const FIELDS: Readonly<Record<string, string | undefined>> = {
  ...{ ID: 'ID', Name: 'Name', URI: 'ComputerName', Port: 'Port', RDPPort: 'Port' },
  ...{ Description: 'Description', Notes: 'Notes', Favorite: 'Favorite', Color: 'Color' },
  ...{ CredentialUsername: 'Username', UserName: 'Username', Username: 'Username' },
  ...{ CredentialPassword: 'Password', Password: 'Password', PrivateKeyPath: 'KeyFilePath' },
  ...{ CredentialKeyFile: 'KeyFilePath', CredentialPassphrase: 'KeyFilePassphrase' },
  ...{ CredentialId: 'CredentialID', CredentialID: 'CredentialID' },
  ...{ CredentialName: 'CredentialName', CredentialFromParent: 'CredentialsFromParent' },
  ...{ SecureGatewayId: 'SecureGatewayID', SecureGatewayID: 'SecureGatewayID' },
  ...{ SecureGatewayName: 'SecureGatewayName', SecureGatewayPort: 'SecureGatewayPort' },
  ...{ SecureGatewayFromParent: 'SecureGatewayFromParent', KeySequence: 'KeySequence' },
  ...{ SecureGatewayUsername: 'SecureGatewayUsername', SerialPortName: 'SerialPortName' },
  ...{ SecureGatewayPassword: 'SecureGatewayPassword', BaudRate: 'BaudRate' },
  ...{ KeepAliveInterval: 'KeepAliveInterval', IsConnectionTemplate: 'IsConnectionTemplate' },
  ...{ SSHAllowAgentForwarding: 'SSHAllowAgentForwarding' },
  ...{ SSHEnableCompression: 'SSHEnableCompression' },
  ...{ SSHEnableX11Forwarding: 'SSHEnableX11Forwarding' },
  ...{ PreConnectTaskName: 'ConnectTaskName', PostDisconnectTaskName: 'DisconnectTaskName' },
  ...{ FileTransferConnectionType: 'FileTransferConnectionType', MACAddress: 'MACAddress' },
};

interface Royal {
  readonly object: Table;
  readonly id: string;
  readonly parent: string;
}

export function isRoyalXml(text: string): boolean {
  return /^\s*</.test(text) && ROOT.test(text);
}

/** Without what lies in the trash, which is told. */
export function xmlEntries(text: string, found: Collected): RoyalEntry[] {
  const all = royalsIn(xmlRoot(text), '', 0);
  const byId = new Map(all.filter(({ id }) => id !== '').map((one) => [one.id, one]));
  return all.flatMap((one) => {
    const chain = chainOf(one, byId, found);
    if (chain.some(({ object }) => object['Type'] === 'Trash')) {
      found.tell(String(one.object['Name']), 'Trash', say('import-royalts-in-trash'));
      return [];
    }
    const folders = chain.map(({ object }) => object).filter(isFolder);
    if (['Document', 'Trash'].includes(String(one.object['Type']))) return [];
    return [{ object: one.object, folders, path: folders.map(({ Name }) => String(Name)) }];
  });
}

function isFolder(object: Table): boolean {
  return object['Type'] === 'Folder';
}

/** All objects below an element, those in folders after the folder. */
function royalsIn(element: Element, parent: string, depth: number): Royal[] {
  if (depth > 2 * IMPORT_DEPTH) throw tooDeep(parent);
  return elementsIn(element).flatMap((inner) => {
    if (inner.nodeName === 'Objects') return royalsIn(inner, parent, depth + 1);
    // A setting of an object may be called so, too; it has nothing in it but text.
    if (!inner.nodeName.startsWith('Royal') || elementsIn(inner).length === 0) return [];
    const royal = royalOf(inner, parent, depth);
    return [royal, ...royalsIn(inner, royal.id, depth + 1)];
  });
}

function royalOf(element: Element, parent: string, depth: number): Royal {
  const values = new Map(elementsIn(element).map((one) => [one.nodeName, textIn(one)]));
  const fields = [...values].flatMap(([tag, value]) => {
    const key = Object.hasOwn(FIELDS, tag) ? FIELDS[tag] : undefined;
    return key !== undefined && value !== '' ? [[key, value] as const] : [];
  });
  const tag = element.nodeName;
  const object: Table = {
    ...{ Name: values.get('URI') ?? tag, ...Object.fromEntries(fields) },
    Type: TYPES[tag] ?? tag.slice('Royal'.length),
    TerminalConnectionType: terminalOf(values),
    ...(values.get('CredentialMode') === '1' ? { CredentialsFromParent: 'True' } : {}),
  };
  const id = values.get('ID') ?? `${parent}/${depth}/${String(object['Name'])}`;
  return { object, id, parent: values.get('ParentID') ?? parent };
}

/** Text of a setting: what has elements in it is none. */
function textIn(element: Element): string {
  return elementsIn(element).length > 0 ? '' : (element.textContent ?? '').trim();
}

function terminalOf(values: ReadonlyMap<string, string>): string {
  const is = (key: string): boolean => values.get(key)?.toLowerCase() === 'true';
  if (is('IsTelnetConnection')) return 'Telnet';
  return is('IsSerialPortConnection') ? 'SerialPort' : 'SSH';
}

/** What it lies in, the outermost first; nothing where that lies in itself. */
function chainOf(royal: Royal, byId: ReadonlyMap<string, Royal>, found: Collected): Royal[] {
  const chain: Royal[] = [];
  for (let at = byId.get(royal.parent); at; at = byId.get(at.parent)) {
    if (chain.includes(at) || at === royal) {
      found.tell(String(royal.object['Name']), 'ParentID', say('import-folders-in-a-circle'));
      return [];
    }
    chain.unshift(at);
    if (chain.length > IMPORT_DEPTH) throw tooDeep(String(royal.object['Name']));
  }
  return chain;
}

function tooDeep(file: string): PersonError {
  return new PersonError(say('import-folder-deep', { file }));
}
