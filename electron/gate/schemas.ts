// What the main process accepts from the window: one schema for the arguments of each call,
// and one for what comes over a shell's port. A window taken over by an attacker can send
// anything; whatever doesn't fit is refused before any other code sees it.
import { z } from 'zod';
import { layoutOpSchema } from '../../core/layout/schemas.ts';
import { isOpenable } from '../../core/link/openableLink.ts';
import { lazily, once } from '../../core/task/once.ts';
import { HOST_COLORS } from '../hosts/hostDraft.ts';
import { fieldsOf, KIND_NAMES, kindOf } from '../hosts/kinds/kinds.ts';
import { TUNNEL_KINDS } from '../hosts/tunnelDraft.ts';
import { IMPORT_FILE_LIMIT } from '../import/limits.ts';
import type { Calls } from '../ipc/contract.ts';
import { TITLE_LENGTH, HOST_ID_LENGTH } from '../limits.ts';
import { SCHEME_FILE_LIMIT } from '../look/limits.ts';
import { fileSchemas } from './fileSchemas.ts';
import { keySchemas } from './keySchemas.ts';
import { hostIdSchema, hostSettingsChange, settingsChange } from '../settings/settingsSchema.ts';

/** Characters in one field of a draft; the draft's own rules are stricter. */
const FIELD_LENGTH = 20_000;
/** Characters; many times a large file's worth of text. */
const CLIPBOARD_LENGTH = 64 * 1024 * 1024;

// Each is made when it is first asked for: made at every start, all of them would take longer than all that
// the start needs.
const none = z.tuple([]);
const text = once(() => z.string().max(FIELD_LENGTH));
const id = once(() => z.string().min(1).max(100));
const hostId = once(() => z.string().min(1).max(HOST_ID_LENGTH));
const cells = once(() => z.int().min(1).max(65_535));
/** On the screen, which may begin left of or above the first display. */
const pixels = once(() => z.number().min(-100_000).max(100_000));
/** A password, a passphrase or a PIN. */
const secret = once(() => z.string().max(4_096));
const secretUse = once(() =>
  z.strictObject({
    what: z.enum(['password', 'passphrase', 'pin']),
    of: z.string().min(1).max(4_096),
  }),
);
/** A shell's name on its agent. */
const session = once(() => z.string().regex(/^[0-9a-f]{32}$/));
const clipboardText = once(() => z.string().max(CLIPBOARD_LENGTH));

const listedKinds = KIND_NAMES.filter((kind) => {
  const { unlisted, followed } = kindOf(kind)!;
  return !unlisted || followed;
});

// What a field may hold is for its kind to say.
const hostFields = once(() =>
  KIND_NAMES.flatMap(fieldsOf).map(([name, field]) => {
    const values = field.choices?.map(({ value }) => value);
    return [name, (values ? z.enum(values) : text()).optional()] as const;
  }),
);

const hostDraft = once(() =>
  z.strictObject({
    kind: z.enum(listedKinds),
    name: text(),
    color: z.enum(HOST_COLORS),
    ...Object.fromEntries(hostFields()),
    folder: id().nullable().optional(),
    tags: z.array(text()).max(1_000).optional(),
    notes: text().optional(),
    icon: text().optional(),
    favourite: z.boolean().optional(),
  }),
);

/** More than the store takes, so that it can be said. */
const ids = once(() => z.array(id()).max(100_000));
const folder = once(() => id().nullable());
const anyFields = once(() => z.strictObject(Object.fromEntries(hostFields())));

const folderDraft = once(() =>
  z.strictObject({
    name: text(),
    parent: folder(),
    color: z.enum(HOST_COLORS),
    fields: anyFields(),
    /** Saving leaves it as it is. */
    link: z
      .strictObject({ file: z.string().max(4_096) })
      .nullable()
      .optional(),
  }),
);

const hostsPatch = once(() =>
  z.strictObject({
    addTags: z.array(text()).max(1_000).optional(),
    removeTags: z.array(text()).max(1_000).optional(),
    favourite: z.boolean().optional(),
    color: z.enum(HOST_COLORS).optional(),
    folder: folder().optional(),
    fields: anyFields().optional(),
  }),
);

/** Of a backup, as the list tells it. */
const backupName = once(() => z.string().max(200));

const tunnelDraft = once(() =>
  z.strictObject({
    kind: z.enum(TUNNEL_KINDS),
    name: text(),
    listenAddress: text(),
    listenPort: text(),
    shared: z.boolean(),
    targetAddress: text(),
    targetPort: text(),
    user: text(),
    password: text(),
    autostart: z.boolean(),
  }),
);
/** Characters; a passphrase may be long. Control characters would answer the next question, too. */
const answer = once(() =>
  z
    .string()
    .max(1_000)
    .regex(/^\P{Cc}*$/u),
);

/** Links a person may open in their browser or mail program; nothing that starts a program. */
const link = once(() => z.string().refine(isOpenable));

/** Characters of a link; the parser's own limit is the same. */
const invitationLink = once(() => z.string().max(4_096));
/** Characters; what the agent takes is less, and it says so in words. */
const CHAT_LENGTH = 10_000;

const invitationWish = once(() =>
  z.strictObject({
    role: z.enum(['editor', 'viewer']),
    expiresInMs: z.int().min(60_000).max(604_800_000),
    uses: z.int().min(1).max(1_000).nullable(),
    label: z.string().max(100),
    name: z.string().max(TITLE_LENGTH),
  }),
);

const toJoin = once(() =>
  z.union([z.strictObject({ link: invitationLink() }), z.strictObject({ ticket: id() })]),
);

/** At once. */
const SCHEME_FILES = 500;
/** One byte more than is read, so that it can be said. */
const schemeFile = once(() =>
  z.strictObject({
    name: z.string().max(300),
    bytes: z
      .instanceof(Uint8Array<ArrayBufferLike>)
      .refine(({ byteLength }) => byteLength <= SCHEME_FILE_LIMIT + 1),
  }),
);

/** Bytes; one more than is read, so that it can be said. */
const hostsFile = once(() =>
  z.strictObject({
    name: z.string().max(300),
    bytes: z
      .instanceof(Uint8Array<ArrayBufferLike>)
      .refine(({ byteLength }) => byteLength <= IMPORT_FILE_LIMIT + 1),
  }),
);

const filePath = once(() => z.string().min(1).max(4_096));
const importFormat = once(() => z.string().min(1).max(100));

const importPick = once(() =>
  z.union([
    z.strictObject({ from: z.literal('dialog'), what: z.enum(['file', 'folder']) }),
    z.strictObject({ from: z.literal('found'), path: filePath(), format: importFormat() }),
    z.strictObject({ from: z.literal('given'), file: hostsFile() }),
    z.strictObject({ from: z.literal('again'), path: filePath() }),
    z.strictObject({ from: z.literal('sealed'), id: id(), passphrase: z.string().max(1_000) }),
  ]),
);

const importWish = once(() =>
  z.strictObject({
    into: folder(),
    choices: z
      .array(
        z.strictObject({
          at: z.int().min(0),
          to: z.int().min(0).optional(),
          does: z.enum(['add', 'merge', 'replace', 'skip']),
          folder: folder().optional(),
          tags: z.array(text()).max(1_000).optional(),
        }),
      )
      .max(100_000),
    identities: z.record(id(), z.enum(['add', 'here'])).optional(),
  }),
);

const exportWish = once(() =>
  z.strictObject({
    format: z.enum(['bowline', 'ssh_config', 'csv']),
    ids: ids().nullable(),
    passphrase: z.string().max(1_000),
  }),
);

export const callSchemas = lazily({
  'app:info': () => none,
  'app:hasKeychain': () => none,
  'app:leave': () => z.tuple([z.int().min(1), z.enum(['shown', 'keep', 'go'])]),
  'app:pictured': () => none,
  'app:openLink': () => z.tuple([link()]),
  'app:ring': () => z.tuple([z.strictObject({ sound: z.boolean(), urgent: z.boolean() })]),
  'hosts:kinds': () => none,
  'hosts:list': () => none,
  'hosts:first': () => none,
  'hosts:further': () => z.tuple([z.int().min(0)]),
  'hosts:check': () => z.tuple([hostDraft(), id().nullable()]),
  'hosts:save': () => z.tuple([hostDraft(), id().nullable()]),
  'hosts:test': () => z.tuple([hostDraft(), id().nullable(), secret().optional()]),
  'hosts:endTest': () => none,
  'hosts:duplicate': () => z.tuple([id()]),
  'hosts:delete': () => z.tuple([ids()]),
  'hosts:rename': () => z.tuple([id(), text()]),
  'hosts:move': () => z.tuple([ids(), folder()]),
  'hosts:patch': () => z.tuple([ids(), hostsPatch(), id().optional()]),
  'hosts:unpatch': () => z.tuple([id()]),
  'folders:list': () => none,
  'folders:check': () => z.tuple([folderDraft(), id().nullable()]),
  'folders:save': () => z.tuple([folderDraft(), id().nullable()]),
  'folders:move': () => z.tuple([ids(), folder()]),
  'folders:inherited': () => z.tuple([folder(), anyFields()]),
  'folders:delete': () => z.tuple([id()]),
  'bin:list': () => none,
  'bin:restore': () => z.tuple([ids()]),
  'bin:empty': () => z.tuple([ids().nullable()]),
  'backups:list': () => none,
  'backups:preview': () => z.tuple([backupName()]),
  'backups:restore': () => z.tuple([backupName()]),
  'logins:asked': () => none,
  'logins:answer': () =>
    z.tuple([id(), z.strictObject({ text: text(), keep: z.boolean() }).nullable()]),
  'vault:keeper': () => none,
  'vault:list': () => none,
  'vault:has': () => z.tuple([secretUse()]),
  'vault:keep': () => z.tuple([secretUse(), secret()]),
  'vault:forget': () => z.tuple([secretUse()]),
  'vault:setPassphrase': () => z.tuple([secret(), secret().nullable()]),
  'vault:unlock': () => z.tuple([secret()]),
  'vault:lock': () => none,
  'vault:forgetPassphrase': () => none,
  'identities:list': () => none,
  'identities:save': () =>
    z.tuple([
      z.strictObject({ name: text(), user: text(), identityFile: text() }),
      id().nullable(),
    ]),
  'identities:delete': () => z.tuple([id()]),
  ...keySchemas,
  ...fileSchemas,
  'links:list': () => none,
  'links:add': () => z.tuple([filePath(), folder()]),
  'links:pick': () => none,
  'links:read': () => z.tuple([id()]),
  'links:openFile': () => z.tuple([id()]),
  'links:ask': () => z.tuple([id()]),
  'links:end': () => z.tuple([id(), z.enum(['keep', 'remove'])]),
  'import:found': () => none,
  'import:open': () => z.tuple([importPick()]),
  'import:further': () => z.tuple([id(), z.int().min(0)]),
  'import:lines': () => z.tuple([id(), z.int().min(0)]),
  'import:apply': () => z.tuple([id(), importWish()]),
  'import:undo': () => z.tuple([id()]),
  'import:close': () => z.tuple([id()]),
  'export:write': () => z.tuple([exportWish()]),
  'hosts:running': () => z.tuple([id()]),
  'hosts:endRunning': () => z.tuple([id(), session()]),
  'hosts:installAgent': () => z.tuple([id(), id(), cells(), cells()]),
  'shells:open': () => z.tuple([id(), hostId(), cells(), cells()]),
  'shells:found': () => none,
  'shells:openRunning': () => z.tuple([id(), id(), session(), cells(), cells()]),
  'shells:reconnect': () => z.tuple([id()]),
  'shells:stop': () => z.tuple([id()]),
  'shells:detach': () => z.tuple([id()]),
  'shells:close': () => z.tuple([id()]),
  'shells:busy': () => z.tuple([id()]),
  'shells:lag': () => z.tuple([id()]),
  'shells:list': () => none,
  'shells:attach': () => z.tuple([id(), cells(), cells()]),
  'tunnels:list': () => none,
  'tunnels:check': () => z.tuple([id(), tunnelDraft(), id().nullable()]),
  'tunnels:save': () => z.tuple([id(), tunnelDraft(), id().nullable()]),
  'tunnels:remove': () => z.tuple([id()]),
  'tunnels:start': () => z.tuple([id()]),
  'tunnels:stop': () => z.tuple([id()]),
  'tunnels:answer': () => z.tuple([id(), answer()]),
  'tunnels:watch': () => z.tuple([z.boolean()]),
  'layout:view': () => none,
  'layout:do': () => z.tuple([layoutOpSchema(), z.int().min(1)]),
  'layout:reveal': () => z.tuple([id()]),
  'layout:place': () => z.tuple([id(), pixels(), pixels()]),
  'sharing:company': () => z.tuple([id()]),
  'sharing:say': () => z.tuple([id(), session(), z.string().max(CHAT_LENGTH)]),
  'sharing:setPolicy': () => z.tuple([id(), z.enum(['fit', 'driver'])]),
  'sharing:invite': () => z.tuple([id(), invitationWish()]),
  'sharing:readdress': () => z.tuple([invitationLink(), z.string().max(300)]),
  'sharing:invitations': () => z.tuple([id()]),
  'sharing:revoke': () => z.tuple([id(), id()]),
  'sharing:read': () => z.tuple([invitationLink()]),
  'sharing:join': () => z.tuple([toJoin(), z.string().max(1_000)]),
  'sharing:joined': () => none,
  'sharing:opened': () => none,
  'sharing:dismiss': () => z.tuple([id()]),
  'updates:state': () => none,
  'updates:check': () => none,
  'updates:download': () => none,
  'updates:later': () => none,
  'updates:restart': () => none,
  'settings:get': () => none,
  'settings:set': () => z.tuple([settingsChange()]),
  'settings:setFor': () => z.tuple([hostIdSchema(), hostSettingsChange()]),
  'settings:about': () => none,
  'settings:openFile': () => none,
  'settings:fonts': () => none,
  'look:schemes': () => none,
  'look:import': () => z.tuple([z.array(schemeFile()).max(SCHEME_FILES).nullable()]),
  'look:forget': () => z.tuple([id()]),
  'look:restore': () => z.tuple([id()]),
  'clipboard:read': () => none,
  'clipboard:write': () => z.tuple([clipboardText()]),
  'clipboard:writeSelection': () => z.tuple([clipboardText()]),
  'clipboard:readSelection': () => none,
} satisfies { [N in keyof Calls]: () => z.ZodType<Parameters<Calls[N]>> });

// `satisfies` lets a schema be narrower than the contract, which would refuse what the window
// may rightly send. This says the other half: whatever the contract allows, the types allow.
type Accepts<N extends keyof Calls> =
  Parameters<Calls[N]> extends z.input<(typeof callSchemas)[N]> ? never : N;
type Narrower = { [N in keyof Calls]: Accepts<N> }[keyof Calls];
true satisfies [Narrower] extends [never] ? true : Narrower;
