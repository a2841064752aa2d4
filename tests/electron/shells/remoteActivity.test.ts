// Telling from its output alone whether a remote shell is at its prompt.
import { expect, it } from 'vitest';
import { RemoteActivity } from '../../../electron/shells/remoteActivity.ts';

const PROMPT = '\x1b[?2004h$ ';
const RUNNING = '\x1b[?2004l\r';

function after(...chunks: string[]): boolean {
  const activity = new RemoteActivity();
  for (const chunk of chunks) activity.output(Buffer.from(chunk));
  return activity.busy;
}

it.each<[string, boolean, string[]]>([
  ['a shell that says nothing', false, ['$ ', 'ls\r\n', 'file\r\n$ ']],
  ['a prompt', false, [PROMPT]],
  ['a command', true, [PROMPT, 'sleep 9\r\n', RUNNING]],
  ['a command that ended', false, [PROMPT, RUNNING, 'output\r\n', PROMPT]],
  ['an editor, which has a prompt of its own', true, [PROMPT, RUNNING, '\x1b[?1049h\x1b[?2004h']],
  ['an editor left', false, [PROMPT, RUNNING, '\x1b[?1049h', '\x1b[?2004l\x1b[?1049l', PROMPT]],
  ['several modes at once', true, ['\x1b[?1049;2004h']],
  ['other modes', false, [PROMPT, '\x1b[?25l\x1b[?1l\x1b[?12004l\x1b[2004l']],
])('%s: busy %s', (_, busy, chunks) => {
  expect(after(...chunks)).toBe(busy);
});

it('sequences are found however the output is cut', () => {
  const text = `${PROMPT}vim\r\n${RUNNING}\x1b[?1049h\x1b[?2004h…\x1b[?2004l\x1b[?1049l${PROMPT}x${RUNNING}`;
  for (let cut = 0; cut <= text.length; cut++) {
    expect(after(text.slice(0, cut), text.slice(cut))).toBe(true);
  }
  for (let cut = 0; cut < text.length; cut++) {
    for (let end = cut; end <= text.length; end++) {
      const pieces = [text.slice(0, cut), text.slice(cut, end), text.slice(end)];
      expect([pieces, after(...pieces)]).toEqual([pieces, true]);
    }
  }
  expect(after(...text)).toBe(true);
  expect(after(...text.slice(0, -RUNNING.length))).toBe(false);
});

it('output in which a sequence never ends costs no more than its bytes', () => {
  const activity = new RemoteActivity();
  activity.output(Buffer.from(`${PROMPT}${RUNNING}\x1b[?1`));
  const piece = Buffer.alloc(64 * 1024, 'x');
  // 128 MB: read again with each piece it would take minutes.
  for (let count = 0; count < 2_000; count++) activity.output(piece);
  expect(activity.busy).toBe(true);
  activity.output(Buffer.from(PROMPT));
  expect(activity.busy).toBe(false);
});
