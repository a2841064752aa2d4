// The import table of the architecture page, row by row: made-up files are linted under each
// folder's path, and must be refused or accepted. This tests the rule, not today's code.
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

// Type-aware rules need real files on the disk, which these are not.
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/await-thenable': 'off',
      '@typescript-eslint/return-await': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/no-deprecated': 'off',
    },
  },
});

async function refusals(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(ROOT, file) });
  return (result?.messages ?? [])
    .filter((message) => message.ruleId === 'bowline/import-table' || message.fatal === true)
    .map((message) => message.message);
}

const REFUSED: [file: string, code: string][] = [
  // core/ imports nothing of ours outside core/
  ['core/tasks/made-up.ts', `import { serve } from '../../agent/serve.ts'; serve();`],
  ['core/tasks/made-up.ts', `import type { Shell } from '../../electron/shell.ts'; let s: Shell;`],
  ['core/tasks/made-up.ts', `import { theme } from '../../renderer/theme.ts'; theme();`],
  ['core/made-up.ts', `import { sshd } from '../tests/support/sshd.ts'; sshd();`],
  ['core/made-up.ts', `import { compile } from '../build/compile.ts'; compile();`],
  ['core/made-up.ts', `import pkg from '../package.json'; pkg();`],
  // agent/ imports core/ only
  ['agent/made-up.ts', `import { HostStore } from '../electron/hosts/store.ts'; HostStore();`],
  ['agent/made-up.ts', `import { theme } from '../renderer/theme.ts'; theme();`],
  ['agent/made-up.ts', `import { app } from 'electron'; app();`],
  // electron/ imports core/ only; `electron` itself only in main and preload
  ['electron/main/made-up.ts', `import { serve } from '../../agent/serve.ts'; serve();`],
  ['electron/main/made-up.ts', `import { theme } from '../../renderer/theme.ts'; theme();`],
  ['electron/ipc/made-up.ts', `import { ipcMain } from 'electron'; ipcMain();`],
  ['electron/ipc/made-up.ts', `import { ipcMain } from 'electron/main'; ipcMain();`],
  ['electron/made-up.ts', `import type { BrowserWindow } from 'electron'; let w: BrowserWindow;`],
  ['core/made-up.ts', `import { app } from 'electron'; app();`],
  ['renderer/made-up.ts', `import { shell } from 'electron'; shell();`],
  // what clients in browsers are made of knows nothing of Node
  ['core/client/made-up.ts', `import { randomBytes } from 'node:crypto'; randomBytes();`],
  ['core/link/made-up.ts', `import { isIP } from 'node:net'; isIP();`],
  ['core/client/made-up.ts', `import { dial } from '../socket/dial.ts'; dial();`],
  ['core/socket/socketReader.ts', `import { WebSocket } from 'ws'; WebSocket();`],
  ['core/tunnel/place.ts', `import { listen } from './listener.ts'; listen();`],
  // renderer/ imports types of the contract, nothing else of ours
  ['renderer/made-up.ts', `import { calls } from '../electron/ipc/contract.ts'; calls();`],
  ['renderer/made-up.ts', `import type { D } from '../electron/gate/schemas.ts'; let d: D;`],
  ['renderer/made-up.ts', `import type { Shell } from '../electron/shell.ts'; let s: Shell;`],
  ['renderer/made-up.ts', `import { channel } from '../core/channel/channel.ts'; channel();`],
  ['renderer/made-up.ts', `import type { C } from '../core/channel/channel.ts'; let c: C;`],
  ['renderer/made-up.ts', `import { serve } from '../agent/serve.ts'; serve();`],
  ['renderer/made-up.ts', `import { readFile } from 'node:fs/promises'; readFile();`],
  ['renderer/made-up.ts', `import fs from 'fs'; fs();`],
  [
    'renderer/MadeUp.svelte',
    `<script lang="ts">import { channel } from '../core/channel/channel.ts'; channel();</script>`,
  ],
  // no arrow runs up inside electron/ and agent/
  ['electron/ssh/made-up.ts', `import { store } from '../hosts/hostStore.ts'; store();`],
  ['electron/ssh/made-up.ts', `import type { Shell } from '../shells/plan.ts'; let s: Shell;`],
  ['electron/hosts/kinds/made-up.ts', `import { Way } from '../../main/ways.ts'; Way();`],
  [
    'electron/tunnels/made-up.ts',
    `import { HostCompanies } from '../sharing/hostCompanies.ts'; HostCompanies();`,
  ],
  ['electron/shells/made-up.ts', `import { schemas } from '../gate/schemas.ts'; schemas();`],
  ['electron/made-up.ts', `import { HostCompany } from './agents/hostCompany.ts'; HostCompany();`],
  ['electron/settings/made-up.ts', `import { names } from '../ipc/names.ts'; names();`],
  ['agent/shells/made-up.ts', `import { serve } from '../serve/serve.ts'; serve();`],
  ['agent/state/made-up.ts', `import { tls } from '../tls/certificate.ts'; tls();`],
  // node-pty in one file, ws in core/socket/
  ['core/pty/made-up.ts', `import { spawn } from 'node-pty'; spawn();`],
  ['core/pty/made-up.ts', `import type { IPty } from 'node-pty'; let p: IPty;`],
  ['core/socket/made-up.ts', `import { spawn } from 'node-pty'; spawn();`],
  ['electron/main/made-up.ts', `import { spawn } from 'node-pty'; spawn();`],
  ['agent/made-up.ts', `import { spawn } from 'node-pty'; spawn();`],
  ['core/pty/made-up.ts', `import { WebSocket } from 'ws'; WebSocket();`],
  ['agent/made-up.ts', `import { WebSocketServer } from 'ws'; WebSocketServer();`],
  ['electron/sessions/made-up.ts', `import type { WebSocket } from 'ws'; let w: WebSocket;`],
  // relay/ imports core/ only, and no arrow runs up there
  ['relay/made-up.ts', `import { serve } from '../agent/serve.ts'; serve();`],
  ['relay/made-up.ts', `import { HostStore } from '../electron/hosts/store.ts'; HostStore();`],
  ['relay/splice/made-up.ts', `import { Gate } from '../doors/gate.ts'; Gate();`],
  ['relay/control/made-up.ts', `import { Front } from '../doors/front.ts'; Front();`],
  ['relay/registry/made-up.ts', `import { Splice } from '../splice/splice.ts'; Splice();`],
  ['relay/doors/made-up.ts', `import { WebSocket } from 'ws'; WebSocket();`],
  ['agent/made-up.ts', `import { serve } from '../relay/serve/serve.ts'; serve();`],
  // electron-updater in one file, and nothing of it before that is loaded
  ['electron/main/made-up.ts', `import { autoUpdater } from 'electron-updater'; autoUpdater();`],
  ['electron/updates/made-up.ts', `import type { U } from 'electron-updater'; let u: U;`],
  // NATS' client in one folder
  ['relay/doors/made-up.ts', `import { connect } from '@nats-io/transport-node'; connect();`],
  ['relay/registry/made-up.ts', `import { Kvm } from '@nats-io/kv'; Kvm();`],
  // programs are started in one file
  ['electron/main/made-up.ts', `import { spawn } from 'node:child_process'; spawn();`],
  ['agent/made-up.ts', `import { execFile } from 'child_process'; execFile();`],
  ['core/process/made-up.ts', `import type { ChildProcess } from 'node:child_process'; let c: C;`],
  // the wire protocol and the state machines do no I/O
  ['core/wire/made-up.ts', `import { readFileSync } from 'node:fs'; readFileSync();`],
  ['core/wire/made-up.ts', `import { createHash } from 'crypto'; createHash();`],
  ['core/wire/made-up.ts', `import { WebSocket } from 'ws'; WebSocket();`],
  ['core/wire/made-up.ts', `import { spawn } from 'node-pty'; spawn();`],
  ['core/wire/made-up.ts', `import { dial } from '../socket/dial.ts'; dial();`],
  ['core/link/linkMachine.ts', `import { connect } from 'node:net'; connect();`],
  ['core/text/utf8Borders.ts', `import { isUtf8 } from 'node:buffer'; isUtf8();`],
  ['core/layout/made-up.ts', `import { readFileSync } from 'node:fs'; readFileSync();`],
  ['renderer/made-up.ts', `import { idSchema } from '../core/layout/schemas.ts'; idSchema();`],
  ['core/screen/made-up.ts', `import { readFileSync } from 'node:fs'; readFileSync();`],
  ['core/screen/made-up.ts', `import { dial } from '../socket/dial.ts'; dial();`],
  ['renderer/made-up.ts', `import { cleanLine } from '../core/text/clean.ts'; cleanLine();`],
  ['core/link/linkMachine.ts', `import { ptyReader } from '../pty/ptyReader.ts'; ptyReader();`],
  // every way of importing counts
  ['core/made-up.ts', `export { serve } from '../agent/serve.ts';`],
  ['core/made-up.ts', `export * from '../agent/serve.ts';`],
  ['core/made-up.ts', `export const late = import('../agent/serve.ts');`],
  ['core/made-up.ts', `export const old = require('../agent/serve.ts');`],
  ['core/made-up.ts', `export type S = import('../agent/serve.ts').S;`],
  ['core/made-up.ts', `import '../agent/serve.ts';`],
];

const ACCEPTED: [file: string, code: string][] = [
  ['core/client/made-up.ts', `import type { Duplex } from 'node:stream'; let d: Duplex;`],
  ['core/client/made-up.ts', `import type { D } from '../socket/dial.ts'; let d: D;`],
  ['core/link/made-up.ts', `import { isLoopback } from '../tunnel/place.ts'; isLoopback();`],
  ['core/tasks/made-up.ts', `import { channel } from '../channel/channel.ts'; channel();`],
  ['core/tasks/made-up.ts', `import { once } from 'node:events'; once();`],
  ['core/wire/made-up.ts', `import { LIMITS } from './limits.ts'; LIMITS();`],
  ['core/wire/made-up.ts', `import { channel } from '../channel/channel.ts'; channel();`],
  ['core/link/linkMachine.ts', `import { LIMITS } from '../wire/limits.ts'; LIMITS();`],
  ['electron/shells/durable/made-up.ts', `import { ssh } from '../../ssh/sshWay.ts'; ssh();`],
  ['electron/settings/made-up.ts', `import type { N } from '../ipc/contract.ts'; let n: N;`],
  ['electron/ipc/contract.ts', `import type { K } from '../hosts/kinds/kinds.ts'; let k: K;`],
  ['electron/hosts/made-up.ts', `import { PersonError } from '../personError.ts'; PersonError();`],
  ['agent/groups/made-up.ts', `import { answers } from '../shells/answers.ts'; answers();`],
  ['agent/main.ts', `import { run } from './cli/run.ts'; run();`],
  ['relay/main.ts', `import { run } from './cli/run.ts'; run();`],
  ['relay/doors/made-up.ts', `import { Peer } from '../peer.ts'; Peer();`],
  ['relay/doors/made-up.ts', `import { Splice } from '../splice/splice.ts'; Splice();`],
  ['core/pty/nodePty.ts', `import { spawn } from 'node-pty'; spawn();`],
  ['core/socket/made-up.ts', `import { WebSocket } from 'ws'; WebSocket();`],
  ['agent/made-up.ts', `import { channel } from '../core/channel/channel.ts'; channel();`],
  ['agent/made-up.ts', `import { readFile } from 'node:fs/promises'; readFile();`],
  ['electron/main/made-up.ts', `import { app } from 'electron'; app();`],
  ['electron/preload/made-up.ts', `import { contextBridge } from 'electron'; contextBridge();`],
  [
    'electron/main/made-up.ts',
    `import { channel } from '../../core/channel/channel.ts'; channel();`,
  ],
  [
    'renderer/made-up.ts',
    `import type { Calls } from '../electron/ipc/contract.ts'; let c: Calls;`,
  ],
  [
    'renderer/made-up.ts',
    `import { type Calls } from '../electron/ipc/contract.ts'; let c: Calls;`,
  ],
  ['renderer/made-up.ts', `export type { Calls } from '../electron/ipc/contract.ts';`],
  [
    'renderer/made-up.ts',
    `import { paintScreen } from '../core/screen/made-up.ts'; paintScreen();`,
  ],
  ['renderer/made-up.ts', `import { joined } from '../core/text/utf8Borders.ts'; joined();`],
  ['renderer/made-up.ts', `import { apply } from '../core/layout/apply.ts'; apply();`],
  ['renderer/shell/made-up.ts', `import { theme } from '../theme.ts'; theme();`],
  ['renderer/made-up.ts', `import { Terminal } from '@xterm/xterm'; Terminal();`],
  [
    'renderer/MadeUp.svelte',
    `<script lang="ts">import type { Calls } from '../electron/ipc/contract.ts'; let c: Calls;</script>`,
  ],
  ['tests/core/made-up.ts', `import { spawn } from 'node-pty'; spawn();`],
  ['bench/made-up.ts', `import { channel } from '../core/channel/channel.ts'; channel();`],
];

describe('the import table', () => {
  it.each(REFUSED)('refuses in %s: %s', async (file, code) => {
    expect(await refusals(file, code)).toHaveLength(1);
  });

  it.each(ACCEPTED)('accepts in %s: %s', async (file, code) => {
    expect(await refusals(file, code)).toEqual([]);
  });

  it.each([
    ['agent/made-up.ts', `import { writeFileSync } from 'node:fs'; writeFileSync('a', '');`],
    ['core/made-up.ts', `import * as fs from 'node:fs'; fs.readFileSync('a');`],
    ['core/made-up.ts', `import fs from 'fs'; fs.readFileSync('a');`],
    ['electron/made-up.ts', `import { rename } from 'node:fs/promises'; await rename('a', 'b');`],
    ['electron/made-up.ts', `import { openSync } from 'node:fs'; openSync('a', 'w');`],
  ])('refuses in %s to write files in a way of its own: %s', async (file, code) => {
    const [result] = await eslint.lintText(code, { filePath: path.join(ROOT, file) });
    const rules = result?.messages.map((message) => message.ruleId);
    expect(rules).toEqual(['no-restricted-imports']);
  });

  it.each([
    `process.stdout.write(words);`,
    `process.stderr.write(words);`,
    `const { stdout } = process; stdout.write(words);`,
    `const err = process.stderr; err.write(words);`,
    `peer.pipe(process.stdout);`,
    `import { stdout } from 'node:process'; stdout.write(words);`,
    `import { writeSync } from 'node:fs'; writeSync(1, words);`,
    `console.log(words);`,
  ])('refuses another way to the terminal than the one that cleans: %s', async (code) => {
    const refused = async (file: string): Promise<unknown[]> => {
      const [result] = await eslint.lintText(`${code} export {};`, {
        filePath: path.join(ROOT, file),
      });
      return (result?.messages ?? []).filter(
        ({ ruleId }) => ruleId === 'no-restricted-syntax' || ruleId === 'no-console',
      );
    };
    expect(await refused('agent/cli/madeUp.ts')).not.toEqual([]);
    expect(await refused('core/client/madeUp.ts')).not.toEqual([]);
  });

  it.each([
    ['core/made-up.ts', 'f(process.platform); export {};'],
    ['tests/made-up.ts', 'const { platform } = process; export { platform };'],
    ['build/setup/made-up.mjs', "import os from 'node:os'; export default os.platform();"],
    ['electron/made-up.ts', "import { platform } from 'node:os'; export default platform();"],
    ['agent/made-up.ts', "import { platform as p } from 'os'; export default p();"],
  ])('refuses in %s to ask which system this is: %s', async (file, code) => {
    const [result] = await eslint.lintText(code, { filePath: path.join(ROOT, file) });
    const words = (result?.messages ?? []).map(({ message }) => message).join(' ');
    expect(words).toContain('core/system.ts');
  });

  it.each(['process.exit();', 'f(Buffer.from([]));'])('refuses in the window: %s', async (code) => {
    const filePath = path.join(ROOT, 'renderer/made-up.ts');
    const [result] = await eslint.lintText(code, { filePath });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('no-restricted-globals');
  });

  it('refuses a clock or the process in the wire protocol', async () => {
    const file = path.join(ROOT, 'core/wire/made-up.ts');
    const [result] = await eslint.lintText('setTimeout(() => process.exit(), 5);', {
      filePath: file,
    });
    const rules = result?.messages.map((message) => message.ruleId);
    expect(rules).toEqual(['no-restricted-globals', 'no-restricted-globals']);
  });
});
