// Who may import whom: the table of the architecture page, as data and as one ESLint rule.
// It stands here, not in people's habits; tests/build/imports.test.ts tries every row.
import { builtinModules } from 'node:module';
import path from 'node:path';

/** Our product folders; whatever else is in the repository (build, tests, bench) serves them. */
const PRODUCT_FOLDERS = ['words', 'core', 'agent', 'electron', 'relay', 'renderer'];

/** Which product folders each product folder may import from. */
const MAY_IMPORT = {
  words: ['words'],
  core: ['core', 'words'],
  agent: ['agent', 'core', 'words'],
  electron: ['electron', 'core', 'words'],
  relay: ['relay', 'core', 'words'],
  renderer: ['renderer', 'assets', 'words'],
};

/**
 * The rooms of a product folder, from the lowest floor up. A room knows its folder's own files, the
 * rooms on the floors below, and those that stand beside it in one entry: no arrow runs up.
 */
export const FLOORS = {
  electron: [
    [['ipc'], ['settings'], ['programs'], ['launch'], ['watchdog'], ['updates'], ['askpass']],
    [['ssh'], ['lag'], ['look']],
    [['hosts'], ['keys']],
    [['agents'], ['import'], ['logins']],
    [['shells'], ['files']],
    [['tunnels'], ['sharing'], ['layout'], ['gate'], ['transfers'], ['edits']],
    [['main'], ['preload']],
  ],
  agent: [
    [['state'], ['listen'], ['memory'], ['auth'], ['login']],
    [['tls']],
    [['shells', 'screens', 'groups']],
    [['keys']],
    [['tunnel'], ['files']],
    [['server'], ['relay']],
    [['serve']],
    [['cli', 'attach', 'run']],
  ],
  relay: [
    [['registry'], ['splice'], ['metrics']],
    [['control']],
    [['doors']],
    [['serve']],
    [['cli']],
  ],
};

/** Where a program begins: nothing imports it. */
const ENTRIES = ['agent/main.ts', 'relay/main.ts'];

/** Packages that only one file or certain folders may touch. */
const PACKAGE_HOMES = {
  electron: ['electron/main/', 'electron/preload/'],
  'node-pty': ['core/pty/nodePty.ts'],
  ws: ['core/socket/'],
  'electron-updater': ['electron/main/electronUpdater.ts'],
  '@nats-io/transport-node': ['relay/registry/nats/'],
  '@nats-io/jetstream': ['relay/registry/nats/'],
  '@nats-io/kv': ['relay/registry/nats/'],
  // Who starts a program by another way hands it descriptors that weren't meant for it.
  'node:child_process': ['core/process/startProgram.ts'],
};

/** The one file of ours of which the window may know the types. */
const IPC_CONTRACT = 'electron/ipc/contract.ts';

/**
 * What the window shares with the rest, as values: files, and folders. It does no I/O. Schemas weigh
 * too much for it.
 */
const SHARED_WITH_WINDOW = ['core/text/utf8Borders.ts', 'electron/ipc/commands.ts'];
const SHARED_FOLDERS = ['core/layout/', 'core/look/', 'core/screen/'];
const NOT_SHARED = ['core/layout/schemas.ts'];

/** @param {string} file */
function isShared(file) {
  if (NOT_SHARED.includes(file)) return false;
  return SHARED_WITH_WINDOW.includes(file) || SHARED_FOLDERS.some((one) => file.startsWith(one));
}

/** A language is chosen, not imported. */
const LANGUAGES = 'words/english/';

/** The one file that whatever is said goes through, as it holds words of others. */
const CLEANER = 'core/text/clean.ts';

/** Folders of core/ that do I/O, which the wire protocol and the state machines may not know. */
const IO_FOLDERS = ['core/files/', 'core/native/', 'core/process/', 'core/pty/', 'core/socket/'];

/**
 * Files that do no I/O, so that they can be tested with bytes and injected time alone.
 * @param {string} file
 */
export function isPure(file) {
  if (isShared(file)) return true;
  return file.startsWith('core/wire/') || /^core\/.*Machine\.ts$/.test(file);
}

/**
 * What a client in a browser is made of: the connection to an agent, links, and all that these use. It
 * knows no module of Node's, and nothing that does.
 */
const BROWSER_FOLDERS = [
  ...['auth', 'channel', 'client', 'connection', 'flow', 'lag', 'link', 'replay'],
  ...['task', 'text', 'time', 'wire'],
].map((folder) => `core/${folder}/`);
const BROWSER_FILES = [
  'core/relay/messages.ts',
  'core/socket/connectFailure.ts',
  'core/socket/socketEndpoint.ts',
  'core/socket/socketReader.ts',
  'core/socket/socketWriter.ts',
  'core/system.ts',
  'core/tunnel/place.ts',
];

/** @param {string} file */
export function isForBrowsers(file) {
  return BROWSER_FILES.includes(file) || BROWSER_FOLDERS.some((one) => file.startsWith(one));
}

/** @param {string} specifier */
function packageOf(specifier) {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** @param {string} specifier */
function isBuiltin(specifier) {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

/**
 * Why `file` may not import the package `specifier`; undefined when it may.
 * @param {string} file
 * @param {string} specifier
 * @param {boolean} typeOnly
 */
function refusePackage(file, specifier, typeOnly) {
  const name = specifier === 'child_process' ? `node:${specifier}` : packageOf(specifier);
  const homes = Object.hasOwn(PACKAGE_HOMES, name)
    ? PACKAGE_HOMES[/** @type {keyof typeof PACKAGE_HOMES} */ (name)]
    : undefined;
  if (homes && !homes.some((home) => file.startsWith(home))) {
    return `'${name}' is imported only in ${homes.join(' and ')}.`;
  }
  if (isPure(file) && isBuiltin(specifier)) {
    return `The wire protocol and the state machines do no I/O: '${specifier}' has no place here.`;
  }
  if (isForBrowsers(file) && !typeOnly && (isBuiltin(specifier) || specifier === 'ws')) {
    return `Clients in browsers are made of this, too: they have no '${specifier}'.`;
  }
  if (file.startsWith('renderer/') && isBuiltin(specifier)) {
    return `The window is sandboxed: it has no '${specifier}'.`;
  }
  return undefined;
}

/**
 * Why `file` may not import what lies on the floors of its own product folder; undefined when it may.
 * @param {string} file
 * @param {string} target
 * @param {boolean} typeOnly
 */
function refuseUpwards(file, target, typeOnly) {
  const [folder = '', room = ''] = file.split('/');
  const [toFolder, toRoom = ''] = target.split('/');
  if (folder !== toFolder || room === toRoom || ENTRIES.includes(file)) return undefined;
  // Both sides' words: it is made of types of everywhere, and its types are used everywhere.
  if (typeOnly && (target === IPC_CONTRACT || file === IPC_CONTRACT)) return undefined;
  const [from, to] = [floorOf(folder, room), floorOf(folder, toRoom)];
  if (from === undefined || to === undefined || to.floor < from.floor) return undefined;
  if (from.beside.includes(toRoom)) return undefined;
  return `${folder}/${room} may not import ${folder}/${toRoom}, which stands above it or beside it.`;
}

/**
 * @param {string} folder
 * @param {string} room a file of the folder itself stands below all rooms
 */
function floorOf(folder, room) {
  const floors = FLOORS[/** @type {keyof typeof FLOORS} */ (folder)];
  if (!floors) return undefined;
  if (room.includes('.')) return { floor: -1, beside: [] };
  const floor = floors.findIndex((rooms) => rooms.flat().includes(room));
  if (floor < 0) return undefined;
  return { floor, beside: floors[floor]?.find((rooms) => rooms.includes(room)) ?? [] };
}

/**
 * Why `file` may not import our own `target`; undefined when it may.
 * @param {string} file
 * @param {string} target
 * @param {boolean} typeOnly
 */
function refuseOwnFile(file, target, typeOnly) {
  const from = /** @type {keyof typeof MAY_IMPORT} */ (file.split('/')[0]);
  if (from === 'renderer' && target === IPC_CONTRACT) {
    return typeOnly ? undefined : `The window imports only types of ${IPC_CONTRACT}.`;
  }
  const upwards = refuseUpwards(file, target, typeOnly);
  if (upwards) return upwards;
  if (from === 'renderer' && isShared(target)) return undefined;
  const to = target.split('/')[0] ?? '';
  if (from === 'words' && target === CLEANER) return undefined;
  if (from !== 'words' && target.startsWith(LANGUAGES)) {
    return 'A language is chosen: its words come from words/said.ts and words/window.ts.';
  }
  if (!MAY_IMPORT[from].includes(to)) {
    return `${from}/ may import ${MAY_IMPORT[from].map((name) => `${name}/`).join(' and ')}, not ${target}.`;
  }
  if (isPure(file) && IO_FOLDERS.some((folder) => target.startsWith(folder))) {
    return `The wire protocol and the state machines do no I/O: ${target} does.`;
  }
  if (isForBrowsers(file) && !typeOnly && to === 'core' && !isForBrowsers(target)) {
    return `Clients in browsers are made of this, too: ${target} needs Node.`;
  }
  return undefined;
}

/**
 * @param {string} file path inside the repository, with forward slashes
 * @param {string} specifier what stands in the import
 * @param {boolean} typeOnly true when nothing of it is left at run time
 * @returns {string | undefined} the reason for refusing it
 */
export function refuseImport(file, specifier, typeOnly) {
  const folder = file.split('/')[0] ?? '';
  if (!PRODUCT_FOLDERS.includes(folder)) return undefined;
  if (!specifier.startsWith('.')) return refusePackage(file, specifier, typeOnly);
  const target = path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''));
  return refuseOwnFile(file, target, typeOnly);
}

/**
 * @param {{ importKind?: string, exportKind?: string, specifiers?: { importKind?: string, exportKind?: string }[] }} node
 */
function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const names = node.specifiers ?? [];
  return (
    names.length > 0 &&
    names.every((name) => name.importKind === 'type' || name.exportKind === 'type')
  );
}

/** @param {import('eslint').Rule.RuleContext} context */
function visitors(context) {
  const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
  /** @type {(node: any, source: any, typeOnly: boolean) => void} */
  const check = (node, source, typeOnly) => {
    if (typeof source?.value !== 'string') return;
    const reason = refuseImport(file, source.value, typeOnly);
    if (reason) context.report({ node, message: reason });
  };
  return {
    /** @param {any} node */
    'ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration': (node) =>
      check(node, node.source, isTypeOnly(node)),
    /** @param {any} node */
    ImportExpression: (node) => check(node, node.source, false),
    /** @param {any} node */
    TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
    /** @param {any} node */
    TSExternalModuleReference: (node) => check(node, node.expression, false),
    /** @param {any} node */
    'CallExpression[callee.name="require"]': (node) => check(node, node.arguments[0], false),
  };
}

/** @type {import('eslint').ESLint.Plugin} */
export default {
  rules: {
    'import-table': {
      meta: { type: 'problem', schema: [], docs: { description: 'Who may import whom.' } },
      create: visitors,
    },
  },
};
