// What arguments the calls take that are about files and transfers.
import { z } from 'zod';

const id = z.string().min(1).max(100);
/** Longer than any system takes; no path has a NUL. */
const longPath = z
  .string()
  .max(32_768)
  .regex(/^[^\0]*$/u);
const path = longPath.min(1);
const name = path.regex(/^[^/]+$/u);
const some = z.array(path).min(1).max(100_000);
const names = z.array(name).min(1).max(100_000);
const ids = z.array(id).max(10_000);
const place = z.strictObject({ hostId: id.nullable(), path: longPath });
const onConflict = z.enum(['ask', 'replace', 'newer', 'rename', 'resume', 'skip']);
const bookmark = z.strictObject({
  ...{ id, hostId: id.nullable(), path, name: z.string().min(1).max(200) },
});
const wish = z.strictObject({ from: place, names, to: place, move: z.boolean(), onConflict });
/** Of a user or a group: a name or a number, '' to leave it. */
const account = z.string().max(200);
const modeWish = z.strictObject({
  ...{ mode: z.int().min(0).max(0o7777), inside: z.boolean(), asRoot: z.boolean() },
});
const ownerWish = z.strictObject({ owner: account, group: account, asRoot: z.boolean() });

export const fileSchemas = {
  'files:open': z.tuple([id, place]),
  'files:close': z.tuple([id]),
  'files:reconnect': z.tuple([id]),
  'files:list': z.tuple([id, path]),
  'files:sight': z.tuple([id, z.boolean()]),
  'files:stop': z.tuple([id]),
  'files:make': z.tuple([id, path, z.enum(['file', 'folder'])]),
  'files:link': z.tuple([id, path, path]),
  'files:rename': z.tuple([
    id,
    z
      .array(z.strictObject({ from: path, to: path }))
      .min(1)
      .max(100_000),
  ]),
  'files:remove': z.tuple([id, some]),
  'files:undo': z.tuple([id]),
  'files:setMode': z.tuple([id, some, modeWish]),
  'files:setOwner': z.tuple([id, some, ownerWish]),
  'files:totals': z.tuple([id, some]),
  'files:sum': z.tuple([id, path]),
  'files:look': z.tuple([id, path]),
  'files:tail': z.tuple([id, path.nullable()]),
  'files:out': z.tuple([id, some]),
  'files:drag': z.tuple([id]),
  'files:choose': z.tuple([]),
  'files:bookmarks': z.tuple([]),
  'files:keepBookmark': z.tuple([bookmark]),
  'files:dropBookmark': z.tuple([id]),
  'transfers:view': z.tuple([]),
  'transfers:add': z.tuple([z.array(wish).min(1).max(1_000)]),
  'transfers:pause': z.tuple([ids.nullable()]),
  'transfers:resume': z.tuple([ids.nullable()]),
  'transfers:retry': z.tuple([ids]),
  'transfers:asRoot': z.tuple([ids]),
  'transfers:cancel': z.tuple([ids]),
  'transfers:move': z.tuple([id, id.nullable()]),
  'transfers:answer': z.tuple([id, onConflict.exclude(['ask']), z.boolean()]),
  'transfers:clear': z.tuple([]),
  'transfers:limit': z.tuple([z.int().min(0).max(1e12)]),
  'edits:list': z.tuple([]),
  'edits:open': z.tuple([place, z.boolean()]),
  'edits:settle': z.tuple([id, z.enum(['mine', 'theirs'])]),
  'edits:compare': z.tuple([id]),
  'edits:read': z.tuple([id]),
  'edits:write': z.tuple([id, z.string().max(8 * 1024 * 1024)]),
  'edits:save': z.tuple([id]),
  'edits:close': z.tuple([id, z.enum(['save', 'drop'])]),
  'edits:typed': z.tuple([id, z.boolean()]),
};
