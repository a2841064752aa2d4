// A quick look at a file: text, or an image by what it begins with. Nothing else of it is interpreted.
import type { FileAccess, FilePath, OpenFile } from '../../core/sftp/fileAccess.ts';
import { stopIfAborted } from '../../core/sftp/fileProblems.ts';
import { say } from '../../words/said.ts';
import type { FileLook } from '../ipc/fileTypes.ts';
import { decoded, encodingOf, shownText } from './shownText.ts';

/** Of a text, from its beginning. */
export const TEXT_BYTES = 256 * 1024;
/** Of an image; a larger one isn't fetched. */
export const IMAGE_BYTES = 16 * 1024 * 1024;

type ImageType = Extract<FileLook, { kind: 'image' }>['type'];

const IMAGES: { type: ImageType; begins: RegExp }[] = [
  { type: 'image/png', begins: /^\x89PNG\r\n\x1a\n/ },
  { type: 'image/jpeg', begins: /^\xff\xd8\xff/ },
  { type: 'image/gif', begins: /^GIF8[79]a/ },
  { type: 'image/webp', begins: /^RIFF[^]{4}WEBP/ },
];

/** Rejects with `FileError`. */
export async function lookAt(
  access: FileAccess,
  path: FilePath,
  signal: AbortSignal,
): Promise<FileLook> {
  const { kind } = await access.facts(path, true);
  if (kind === 'folder') return { kind: 'none', said: say('look-folder') };
  if (kind !== 'file') return { kind: 'none', said: say('look-other') }; // it may wait for ever
  const file = await access.open(path, { how: 'read' });
  try {
    const head = await readUpTo(access, file, TEXT_BYTES + 1, signal);
    const type = imageType(head);
    return type ? await image(access, file, type, signal) : text(head);
  } finally {
    await file.close();
  }
}

export function imageType(head: Uint8Array): ImageType | undefined {
  const begins = Buffer.from(head.subarray(0, 16)).toString('latin1');
  return IMAGES.find((one) => one.begins.test(begins))?.type;
}

async function image(
  access: FileAccess,
  file: OpenFile,
  type: ImageType,
  signal: AbortSignal,
): Promise<FileLook> {
  const bytes = await readUpTo(access, file, IMAGE_BYTES + 1, signal);
  if (bytes.byteLength > IMAGE_BYTES) {
    return { kind: 'none', said: say('look-image-large', { most: IMAGE_BYTES }) };
  }
  return { kind: 'image', type, bytes };
}

function text(head: Uint8Array): FileLook {
  const whole = head.byteLength <= TEXT_BYTES;
  const bytes = head.subarray(0, TEXT_BYTES);
  const encoding = encodingOf(bytes, whole);
  if (!encoding) return { kind: 'none', said: say('look-no-text') };
  return { kind: 'text', text: shownText(decoded(bytes, encoding)), whole };
}

/** The beginning of a file, of at most so many bytes. */
export async function readUpTo(
  { skills }: FileAccess,
  file: OpenFile,
  most: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < most;) {
    stopIfAborted(signal);
    const bytes = await file.read(at, Math.min(skills.readBytes, most - at));
    if (bytes.byteLength === 0) break;
    parts.push(bytes);
    at += bytes.byteLength;
  }
  return Buffer.concat(parts);
}
