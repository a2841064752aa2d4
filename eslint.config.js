// What the linter holds us to: promises that are awaited, types that are imported as types,
// and the import table of the architecture page. Formatting is prettier's, not ESLint's.
import eslint from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import importTable from './build/lint/importTable.mjs';
import { wordsInOnePlace } from './build/lint/wordsInOnePlace.mjs';

const bowline = { rules: { ...importTable.rules, 'words-in-one-place': wordsInOnePlace } };

/** Globals that would let the wire protocol or a state machine reach out, or read a clock. */
const IO_GLOBALS = ['process', 'fetch', 'WebSocket', 'setTimeout', 'setInterval', 'setImmediate'];

/** Node's globals, which the sandboxed window hasn't. */
const NOT_IN_A_SANDBOX = ['process', 'Buffer', 'require', 'module', 'global', 'setImmediate'].map(
  (name) => ({ name, message: `The window is sandboxed: it has no '${name}'.` }),
);

const SIZE_LIMITS = {
  'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
};

const TYPE_AWARE = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/return-await': ['error', 'in-try-catch'],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/no-deprecated': 'warn',
};

const NO_SHELLS = {
  selector: 'CallExpression[callee.property.name=/^(exec|execSync)$/][callee.object.name=/child/]',
  message: 'Start programs with an argument array, never through a shell.',
};

/** Read everywhere, each system's way could be tried on that system only. */
const NO_PLATFORM = ['process', 'os'].map((object) => ({
  object,
  property: 'platform',
  message: 'Which system this is stands in core/system.ts (in set-up: build/setup/system.mjs).',
}));

const NO_PLATFORM_OF_OS = {
  selector: 'ImportDeclaration[source.value=/os$/] > ImportSpecifier[imported.name="platform"]',
  message: NO_PLATFORM[0]?.message ?? '',
};

const EVERYWHERE = {
  'bowline/import-table': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
  ],
  '@typescript-eslint/no-non-null-assertion': 'off', // indexes are checked; hot paths may know better
  'no-control-regex': 'off', // terminals are made of control characters
  'no-console': 'error',
  eqeqeq: ['error', 'smart'],
  'no-restricted-syntax': ['error', NO_SHELLS, NO_PLATFORM_OF_OS],
  'no-restricted-properties': ['error', ...NO_PLATFORM],
};

/** What makes or replaces files; `core/files` does it whole or not at all. */
const WRITES = ['appendFile', 'copyFile', 'cp', 'open', 'rename', 'truncate', 'write', 'writeFile']
  .concat(['createWriteStream', 'link', 'ftruncate', 'writev', 'promises', 'default'])
  .flatMap((name) => [name, `${name}Sync`]);

const WHOLE_FILES = {
  paths: ['node:fs', 'node:fs/promises', 'fs', 'fs/promises'].map((name) => ({
    name,
    importNames: WRITES,
    message: 'Files of ours are written by core/files: whole, synced, or not at all.',
  })),
};

/** These open devices, or what is somebody else's: a person's files are written as whoever uses them says. */
const OPEN_WITHOUT_WRITING = [
  'agent/attach/localTerminal.ts',
  'agent/cli/linkFile.ts',
  'agent/run/localOutput.ts',
  'core/process/pipesDevice.ts',
  'core/pty/posixPty.ts',
  'core/sftp/local*.ts',
  'core/tunnel/heldPath.ts',
  'electron/programs/terminalMode.ts',
];

/** What a peer said would reach a terminal as it is. */
const NO_BARE_STREAMS = [
  'MemberExpression[object.object.name="process"][object.property.name=/^std(out|err)$/][property.name="write"]',
  'VariableDeclarator[init.name="process"] Property[key.name=/^std(out|err)$/]',
  'VariableDeclarator[id.type="Identifier"][init.object.name="process"][init.property.name=/^std(out|err)$/]',
  'CallExpression[callee.property.name="pipe"] > MemberExpression.arguments[object.name="process"]',
  'ImportDeclaration[source.value=/^(node:)?process$/]',
  'CallExpression[callee.name=/^(write|writeFile|appendFile)Sync$/][arguments.0.raw=/^[12]$/]',
].map((selector) => ({
  selector,
  message: 'Programs speak through their cli/output.ts, which cleans what it is given.',
}));

/** Programs that talk to a person on a terminal. */
const SPEAKS_TO_THE_TERMINAL = ['build/**', 'bench/**', 'tests/**', '*.config.ts'];

export default defineConfig(
  {
    ignores: [
      'out/**',
      'native/build/**',
      'tour/**',
      'test-results/**',
      'coverage/**',
      '**/node_modules/**',
    ],
  },
  eslint.configs.recommended,
  tseslint.configs.recommended,
  svelte.configs.recommended,
  {
    plugins: { bowline },
    languageOptions: { globals: { ...globals.node } },
    rules: EVERYWHERE,
  },
  {
    files: ['**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: TYPE_AWARE,
  },
  {
    files: ['renderer/**'],
    languageOptions: { globals: { ...globals.browser } },
    // The contract's types are made of the main process's, so the compiler knows Node here, too.
    rules: {
      'no-restricted-globals': ['error', ...NOT_IN_A_SANDBOX],
    },
  },
  {
    files: ['core/**', 'electron/**', 'renderer/**'],
    rules: { 'bowline/words-in-one-place': 'error' },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['core', 'agent', 'electron', 'relay', 'renderer'].map((folder) => `${folder}/**/*.ts`),
    rules: SIZE_LIMITS,
  },
  {
    files: ['core/wire/**/*.ts', 'core/**/*Machine.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...IO_GLOBALS.map((name) => ({
          name,
          message: 'The wire protocol and the state machines do no I/O and read no clock.',
        })),
      ],
    },
  },
  {
    files: ['core/**/*.ts', 'agent/**/*.ts', 'electron/**/*.ts', 'relay/**/*.ts'],
    ignores: ['core/files/**', ...OPEN_WITHOUT_WRITING],
    rules: { 'no-restricted-imports': ['error', WHOLE_FILES] },
  },
  {
    files: ['agent/**/*.ts', 'core/**/*.ts', 'relay/**/*.ts'],
    ignores: ['agent/cli/output.ts', 'relay/cli/output.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_SHELLS, NO_PLATFORM_OF_OS, ...NO_BARE_STREAMS] },
  },
  {
    files: ['core/system.ts', 'build/setup/system.mjs'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: SPEAKS_TO_THE_TERMINAL, rules: { 'no-console': 'off' } },
);
