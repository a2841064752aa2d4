// A gap and the screen that makes up for it, as frames. They are cut when they are sent, one at a
// time, so that other shells have their turn in between.
import type { Screen } from '../../core/client/screenParts.ts';
import { encode } from '../../core/wire/messages.ts';
import { SCREEN_HEAD_BYTES } from '../../core/wire/protocol.ts';

/** `from`: where the client is; there is no gap when the screen is of the same offset. */
export function* screenFrames(
  channel: number,
  from: number,
  { offset, cols, rows, bytes }: Screen,
  maxBody: number,
): Generator<Uint8Array, undefined> {
  if (offset > from) yield encode('lagged', channel, { from, to: offset });
  const most = maxBody - SCREEN_HEAD_BYTES;
  for (let at = 0; at === 0 || at < bytes.byteLength; at += most) {
    const more = at + most < bytes.byteLength ? 1 : 0;
    const part = bytes.subarray(at, at + most);
    yield encode('screen', channel, { offset, cols, rows, more, bytes: part });
  }
}
