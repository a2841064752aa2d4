// What of an object of Royal TS doesn't come along. Whatever isn't known is told, by its name.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import { isSet, isTable, listIn, textIn, textOf, valueIn, type Table } from '../plain.ts';

/** What becomes a field of the host, or says where that stands. */
const TAKEN = [
  ...[
    'Type',
    'Name',
    'ID',
    'ComputerName',
    'URL',
    'Port',
    'Description',
    'Notes',
    'Path',
    'Objects',
  ],
  ...['Username', 'KeyFilePath', 'CredentialID', 'CredentialName', 'CredentialsFromParent'],
  ...['SecureGatewayID', 'SecureGatewayName', 'SecureGatewayFromParent', 'TerminalConnectionType'],
  ...['FileTransferConnectionType', 'SerialPortName', 'BaudRate', 'DataBits', 'Parity', 'StopBits'],
  ...['KeepAliveInterval', 'SSHAllowAgentForwarding', 'SSHEnableCompression'],
  ...['SSHEnableX11Forwarding'],
];
/** About its own window; and what is a folder's, if any. */
const ITS_OWN = [
  ...['IconName', 'ColorFromParent', 'WindowMode', 'ConnectTaskFromParent', 'PassiveMode'],
  ...['DisconnectTaskFromParent', 'KeySequenceFromParent', 'RoyalServerFromParent'],
];
const SECRETS = [
  ...['Password', 'KeyFileContent', 'KeyFilePassphrase', 'SecureGatewayPassword'],
  ...['RemoteDesktopGatewayPassword', 'AutoFillElements'],
];
/** The second ten of its own fields are kept encrypted. */
const PROTECTED_FIELD = /^CustomField(1[1-9]|20)$/;
const RUN_HERE = /^(Connect|Disconnect)Task/;

export function tellRoyalSecrets(name: string, object: Table, found: Collected): void {
  const set = Object.keys(object).filter(
    (key) => (SECRETS.includes(key) || PROTECTED_FIELD.test(key)) && isSet(valueIn(object, key)),
  );
  for (const key of set) found.secret(name, key);
}

export function tellRoyalRest(name: string, object: Table, found: Collected): void {
  for (const key of Object.keys(object)) {
    const value = valueIn(object, key);
    if (TAKEN.includes(key) || ITS_OWN.includes(key) || !isSet(value)) continue;
    if (SECRETS.includes(key) || PROTECTED_FIELD.test(key)) continue;
    tellSetting(name, key, value, object, found);
  }
}

function tellSetting(
  name: string,
  key: string,
  value: unknown,
  object: Table,
  found: Collected,
): void {
  if (key === 'CustomProperties') return tellProperties(name, object, found);
  if (key.startsWith('KeySequence')) found.tell(name, key, say('import-typed-at-login'));
  else if (RUN_HERE.test(key)) found.tell(name, key, say('import-run-on-this-computer'));
  else found.leave(name, key, textOf(value));
}

/** Names and values, or a list that says which are kept from sight. */
function tellProperties(name: string, object: Table, found: Collected): void {
  const value = valueIn(object, 'CustomProperties');
  for (const key of isTable(value) ? Object.keys(value) : []) {
    found.leave(name, `CustomProperties ${key}`);
  }
  for (const one of listIn(object, 'CustomProperties')) {
    const what = `CustomProperties ${textIn(one, 'Name') ?? ''}`;
    if (textIn(one, 'Type') === 'Protected') found.secret(name, what);
    else found.leave(name, what);
  }
}
