// Settings that SecureCRT writes into every session. An export has hundreds for each host, of which
// hardly one is somebody's choice: what is known is left out by this list, everything else is told.

/** These go into the host, or are told by what reads them. */
const MAPPED = new Set([
  ...['Protocol Name', 'Hostname', 'Username', 'Is Session', 'Firewall Name', 'Description'],
  ...['[SSH1] Port', '[SSH2] Port', '[SSH2] 端口', 'Port', '[TELNET] Port', '[RLOGIN] Port'],
  ...['[RAW] Port'],
  ...['Identity Filename V2', 'Identity Filename', 'Use Global Public Key', 'Public Key Type'],
  ...['PKCS11 Provider Dll', 'Credential Title', 'Shell Command', 'Use Shell Command'],
  ...['Initial Directory', 'Compression List', 'Forward X11', 'Enable Agent Forwarding'],
  ...['Idle NO-OP Check', 'Idle NO-OP Timeout', 'Idle Check', 'Idle Timeout', 'Idle String'],
  ...['Request pty', 'Use Login Script', 'Use Script File', 'Script Filename V2'],
  ...['Script Arguments', 'Output Transformer Name', 'Use Tab Color', 'Tab Color'],
  ...['Port Forward Table V2', 'Reverse Forward Table V2'],
  ...['Com Port', 'Baud Rate', 'Data Bits', 'Stop Bits', 'Parity', 'CTS Flow', 'DSR Flow'],
  ...['XON Flow', 'DTR Flow Control', 'RTS Flow Control', 'Serial Break Length'],
]);

export function isMapped(key: string): boolean {
  return MAPPED.has(key);
}

/** What a session that nobody changed says. */
const USUAL = new Map([
  ['Request Shell', '1'],
  ['Enforce X11 Authentication', '1'],
  ['XServer Host', '127.0.0.1'],
  ['XServer Port', '6000'],
  ['Keyboard Interactive Prompt', 'assword'],
  ['Compression Level', '5'],
  ['Use Global Host Key Algorithms', '1'],
  ['Auto Reconnect', '2'],
  ['Session Password Saved', '1'],
  ['Operating System', '0'],
]);

/** Of the window, the keys and the colours. */
const LOOK = [
  ...['font', 'color', 'cursor', 'keymap', 'keyboard char', 'alternate keyboard', 'keypad'],
  ...['scroll', 'window', 'placement', 'rows', 'cols', 'column', 'position', 'full screen', 'bell'],
  ...['highlight', 'title', 'emulation', 'terminal type', 'answerback', 'map delete'],
  ...['map backspace', 'emacs', 'alt-gr', 'resize', 'copy', 'paste', 'mouse', 'echo', 'strip 8th'],
  ...['line wrap', 'newline', 'ansi', 'default scs', 'display tab', 'button bar', 'chat', 'wyse'],
  ...['tn3270', 'crlf', 'shift out', 'hard reset', 'symbolic names', 'word delimiter'],
  ...[
    'alwaysontop',
    'keyword',
    'ident string',
    'raw eol',
    'narrow',
    'line drawing',
    'alternate screen',
  ],
  ...['80-132', 'on disconnect', 'clear', 'tab status', 'unicode', 'minimize'],
];
/** Of printing, logs, and files beside the terminal (SecureFX has its settings in the same place). */
const BESIDE = [
  ...['print', 'page', 'paper', 'eject', 'black on white', 'pass through', 'raw mode', 'log'],
  ...[
    'trace',
    'modem',
    'securefx',
    'sftp',
    'remote explorerframe',
    'remote listview',
    'restart data',
  ],
  ...[
    'transfer',
    'filenames',
    'directory',
    'file system',
    'file creation',
    'symbolic links',
    'stat for',
  ],
  ...['mlsx', 'pgp', 'watches', 'bookmarks', 'post login user commands', 'time zone', 'ascii'],
  ...['retrieve file status', 'kermit', 'upload', 'download', 'scp shell prompts'],
];
/** Of the sending of characters, and of ssh's inner workings: sizes and lists that ssh chooses itself. */
const INNER = [
  ...['send delay', 'wait for prompt', 'wait for strings', 'send initial', 'force close on exit'],
  ...['packet', 'transport', 'receive window', 'buffer', 'gex ', 'gssapi', 'config version'],
  ...['algorithms', 'cipher list', 'mac list', 'authentications', 'forward filter', 'max packet'],
  ...[
    'monitor',
    'pre-connect',
    'login script',
    'certificate',
    'connection sharing',
    'auth prompts',
  ],
  ...['xserver screen', 'telnet ', 'negotiat', 'environment is', 'tapi', 'rlogin ', 'is expanded'],
];
const KNOWN = [...LOOK, ...BESIDE, ...INNER];

/** Whether this is what the tool writes for everybody, or about itself alone. */
export function isUsual(key: string, value: string): boolean {
  if (USUAL.get(key) === value) return true;
  const name = key.toLowerCase();
  return KNOWN.some((part) => name.includes(part));
}
