// One of each thing that Bowline grows by, as somebody would add it: a kind of host, a field, a
// setting, a command, a call. Each is a list of edits; how many files those touch is the point.

export interface Edit {
  file: string;
  /** Text after which `add` goes; '' makes the file. */
  after: string;
  add: string;
}

export interface Addition {
  what: string;
  /** Files it may take. */
  most: number;
  edits: Edit[];
}

/** A kind of host whose shells are plain ones, begun with a note. */
export const KIND: Addition = {
  what: 'a kind of host',
  most: 5,
  edits: [
    {
      file: 'electron/hosts/kinds/noted.ts',
      after: '',
      add: `// A shell on this computer with a note.
import { CAN_NOTHING, hostKind } from './kind.ts';

export const noted = hostKind({
  word: 'Noted shell',
  badge: 'note',
  measured: 'program',
  fields: { note: { label: 'Note', hint: 'Shown in the list.', required: true } },
  detail: ({ note }) => note,
  can: () => CAN_NOTHING,
});
`,
    },
    {
      file: 'electron/hosts/kinds/kinds.ts',
      after: "import { local } from './local.ts';\n",
      add: "import { noted } from './noted.ts';\n",
    },
    {
      file: 'electron/hosts/kinds/kinds.ts',
      after: 'export const KINDS = {',
      add: ' noted,',
    },
    {
      file: 'electron/main/ways.ts',
      after: '  const ssh = openSshWay(options);\n  return {',
      add: ' noted: localWay(options),',
    },
  ],
};

export const FIELD: Addition = {
  what: 'a field of a kind',
  most: 2,
  edits: [
    {
      file: 'electron/hosts/kinds/local.ts',
      after: '  fields: {',
      add: ` startFolder: { label: 'Folder', hint: 'Where the shell begins.' },`,
    },
    {
      file: 'electron/shells/localShell.ts',
      after: '  return { ...command, env: environment, cwd: ',
      add: 'host.startFolder || ',
    },
  ],
};

export const SETTING: Addition = {
  what: 'a setting',
  most: 2,
  edits: [
    {
      file: 'electron/settings/settingsSchema.ts',
      after: 'const SETTINGS = {',
      add: `
  /** Ring aloud. */
  ringAloud: setting(() => z.boolean(), false),`,
    },
    {
      file: 'renderer/components/settings/NotificationsPage.svelte',
      after: '</script>\n',
      add: `
<SwitchRow name="ringAloud" label="Ring aloud" />
`,
    },
  ],
};

export const COMMAND: Addition = {
  what: 'a command',
  most: 2,
  edits: [
    {
      file: 'electron/ipc/commands.ts',
      after: 'const table = {',
      add: ` 'add-note': { words: 'Add a Note…', menu: 'shell 1', keys: { mac: ['Meta+Shift+Y'] } },`,
    },
    {
      file: 'renderer/state/commands.ts',
      after: "  'find-host': findHost,\n",
      add: "  'add-note': (app) => app.dialogs.editHost(null),\n",
    },
  ],
};

export const CALL: Addition = {
  what: 'a call of the window',
  most: 4,
  edits: [
    {
      file: 'electron/ipc/contract/hosts.ts',
      after: 'export interface HostCalls {',
      add: "\n  /** How many hosts are saved. */\n  'hosts:count': () => number;",
    },
    {
      file: 'electron/ipc/names.ts',
      after: "  'hosts:kinds': true,\n",
      add: "  'hosts:count': true,\n",
    },
    {
      file: 'electron/gate/schemas.ts',
      after: 'export const callSchemas = lazily({',
      add: "\n  'hosts:count': () => none,",
    },
    {
      file: 'electron/main/handlers.ts',
      after: "    'hosts:list': () => hosts.list(),\n",
      add: "    'hosts:count': () => hosts.list().length,\n",
    },
  ],
};

export const ADDITIONS = [KIND, FIELD, SETTING, COMMAND, CALL];

export function filesOf({ edits }: Addition): string[] {
  return [...new Set(edits.map(({ file }) => file))];
}

/** A file's text with the edits that concern it. Throws where the place isn't there any more. */
export function edited(file: string, before: string, additions: readonly Addition[]): string {
  const edits = additions.flatMap((one) => one.edits).filter((edit) => edit.file === file);
  return edits.reduce((text, { after, add }) => {
    if (after === '') return add;
    const place = text.indexOf(after);
    if (place < 0) throw new Error(`${file} has no ${JSON.stringify(after)} any more`);
    return text.slice(0, place + after.length) + add + text.slice(place + after.length);
  }, before);
}
