// The first packet of a server, and what comes in its place where a login file prints.
import { cleanLine } from '../text/clean.ts';
import { say } from '../../words/said.ts';
import { FileError } from './fileError.ts';
import type { PacketReader } from './packetReader.ts';
import { PACKET, SFTP_VERSION } from './packets.ts';
import { badAnswer } from './sftpStatus.ts';

const MAX_EXTENSIONS = 256;
/** Of what came in the place of a greeting. */
export const SHOWN_CHARS = 200;

/** Extensions and their versions. Throws `FileError` and `BadPacket`. */
export function readGreeting(type: number, body: PacketReader): Map<string, string> {
  if (type !== PACKET.version) throw badAnswer('no-greeting');
  const version = body.u32();
  if (version < SFTP_VERSION) {
    throw new FileError('unsupported', say('files-old-sftp', { version }));
  }
  const extensions = new Map<string, string>();
  while (body.left > 0) {
    if (extensions.size >= MAX_EXTENSIONS) throw badAnswer('too-many-extensions');
    extensions.set(body.text(), body.text());
  }
  return extensions;
}

/** `head`: what came, in Latin-1; `error`: what it was refused with. */
export function notSftp(head: string, error: unknown): FileError {
  if (error instanceof FileError && error.code === 'unsupported') return error;
  const readable = /^[\n\r\t\x20-\x7e]{4}/.test(head);
  const text = readable ? cleanLine(head, SHOWN_CHARS) : '';
  const advice = readable ? say('files-login-file-prints') : null;
  return new FileError('bad-answer', say('files-no-sftp', { text }), advice, error);
}
