// What arguments the calls take that are about files and transfers.
import { z } from 'zod';
import { once } from '../../core/task/once.ts';

const id = once(() => z.string().min(1).max(100));
/** Longer than any system takes; no path has a NUL. */
const longPath = once(() =>
  z
    .string()
    .max(32_768)
    .regex(/^[^\0]*$/u),
);
const path = once(() => longPath().min(1));
const name = once(() => path().regex(/^[^/]+$/u));
const some = once(() => z.array(path()).min(1).max(100_000));
const names = once(() => z.array(name()).min(1).max(100_000));
const ids = once(() => z.array(id()).max(10_000));
const place = once(() => z.strictObject({ hostId: id().nullable(), path: longPath() }));
const onConflict = once(() => z.enum(['ask', 'replace', 'newer', 'rename', 'resume', 'skip']));
const bookmark = once(() =>
  z.strictObject({
    ...{ id: id(), hostId: id().nullable(), path: path(), name: z.string().min(1).max(200) },
  }),
);
const wish = once(() =>
  z.strictObject({
    from: place(),
    names: names(),
    to: place(),
    move: z.boolean(),
    onConflict: onConflict(),
  }),
);
/** Of a user or a group: a name or a number, '' to leave it. */
const account = once(() => z.string().max(200));
const modeWish = once(() =>
  z.strictObject({
    ...{ mode: z.int().min(0).max(0o7777), inside: z.boolean(), asRoot: z.boolean() },
  }),
);
const ownerWish = once(() =>
  z.strictObject({ owner: account(), group: account(), asRoot: z.boolean() }),
);

export const fileSchemas = {
  'files:open': () => z.tuple([id(), place()]),
  'files:close': () => z.tuple([id()]),
  'files:reconnect': () => z.tuple([id()]),
  'files:list': () => z.tuple([id(), path()]),
  'files:sight': () => z.tuple([id(), z.boolean()]),
  'files:stop': () => z.tuple([id()]),
  'files:make': () => z.tuple([id(), path(), z.enum(['file', 'folder'])]),
  'files:link': () => z.tuple([id(), path(), path()]),
  'files:rename': () =>
    z.tuple([
      id(),
      z
        .array(z.strictObject({ from: path(), to: path() }))
        .min(1)
        .max(100_000),
    ]),
  'files:remove': () => z.tuple([id(), some()]),
  'files:undo': () => z.tuple([id()]),
  'files:setMode': () => z.tuple([id(), some(), modeWish()]),
  'files:setOwner': () => z.tuple([id(), some(), ownerWish()]),
  'files:totals': () => z.tuple([id(), some()]),
  'files:sum': () => z.tuple([id(), path()]),
  'files:look': () => z.tuple([id(), path()]),
  'files:tail': () => z.tuple([id(), path().nullable()]),
  'files:out': () => z.tuple([id(), some()]),
  'files:drag': () => z.tuple([id()]),
  'files:choose': () => z.tuple([]),
  'files:bookmarks': () => z.tuple([]),
  'files:keepBookmark': () => z.tuple([bookmark()]),
  'files:dropBookmark': () => z.tuple([id()]),
  'transfers:view': () => z.tuple([]),
  'transfers:add': () => z.tuple([z.array(wish()).min(1).max(1_000)]),
  'transfers:pause': () => z.tuple([ids().nullable()]),
  'transfers:resume': () => z.tuple([ids().nullable()]),
  'transfers:retry': () => z.tuple([ids()]),
  'transfers:asRoot': () => z.tuple([ids()]),
  'transfers:cancel': () => z.tuple([ids()]),
  'transfers:move': () => z.tuple([id(), id().nullable()]),
  'transfers:answer': () => z.tuple([id(), onConflict().exclude(['ask']), z.boolean()]),
  'transfers:clear': () => z.tuple([]),
  'transfers:limit': () => z.tuple([z.int().min(0).max(1e12)]),
  'edits:list': () => z.tuple([]),
  'edits:open': () => z.tuple([place(), z.boolean()]),
  'edits:settle': () => z.tuple([id(), z.enum(['mine', 'theirs'])]),
  'edits:compare': () => z.tuple([id()]),
  'edits:read': () => z.tuple([id()]),
  'edits:write': () => z.tuple([id(), z.string().max(8 * 1024 * 1024)]),
  'edits:save': () => z.tuple([id()]),
  'edits:close': () => z.tuple([id(), z.enum(['save', 'drop'])]),
  'edits:typed': () => z.tuple([id(), z.boolean()]),
};
