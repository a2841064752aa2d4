// What the calls do that are about files and transfers.
import type { Handlers } from '../gate/answer.ts';
import type { FileCalls } from '../ipc/fileCalls.ts';

const missing = (): never => {
  throw new Error('There are no files yet.');
};

export function fileHandlers(): Pick<Handlers, keyof FileCalls> {
  return {
    'files:open': missing,
    'files:close': missing,
    'files:reconnect': missing,
    'files:list': missing,
    'files:stop': missing,
    'files:make': missing,
    'files:link': missing,
    'files:rename': missing,
    'files:remove': missing,
    'files:undo': missing,
    'files:setMode': missing,
    'files:setOwner': missing,
    'files:totals': missing,
    'files:sum': missing,
    'files:look': missing,
    'files:tail': missing,
    'files:choose': missing,
    'files:bookmarks': missing,
    'files:keepBookmark': missing,
    'files:dropBookmark': missing,
    'transfers:view': missing,
    'transfers:add': missing,
    'transfers:pause': missing,
    'transfers:resume': missing,
    'transfers:retry': missing,
    'transfers:cancel': missing,
    'transfers:move': missing,
    'transfers:answer': missing,
    'transfers:clear': missing,
    'transfers:limit': missing,
    'edits:list': missing,
    'edits:open': missing,
    'edits:settle': missing,
    'edits:compare': missing,
    'edits:close': missing,
  };
}
