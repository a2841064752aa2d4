// What the linter holds us to: promises that are awaited, types that are imported as types,
// and the import table of the architecture page. Formatting is prettier's, not ESLint's.
import eslint from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import bowline from './build/lint/importTable.mjs';

/** Globals that would let the wire protocol or a state machine reach out, or read a clock. */
const IO_GLOBALS = ['process', 'fetch', 'WebSocket', 'setTimeout', 'setInterval', 'setImmediate'];

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
  'no-restricted-syntax': [
    'error',
    {
      selector:
        'CallExpression[callee.property.name=/^(exec|execSync)$/][callee.object.name=/child/]',
      message: 'Start programs with an argument array, never through a shell.',
    },
  ],
};

/** Programs that talk to a person on a terminal. */
const SPEAKS_TO_THE_TERMINAL = ['build/**', 'bench/**', 'tests/**', '*.config.ts'];

export default defineConfig(
  {
    ignores: ['out/**', 'native/build/**', 'tour/**', 'test-results/**', 'coverage/**', '**/node_modules/**'],
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
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['core/**/*.ts', 'agent/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.ts'],
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
  { files: SPEAKS_TO_THE_TERMINAL, rules: { 'no-console': 'off' } },
);
