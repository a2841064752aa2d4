// The lines of trzsz: `#TYPE:` and a number, or text and bytes that are deflated and written as base64. In
// tmux whatever else it prints gets between them.
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { TransferStopped } from '../files.ts';
import type { TerminalWire } from '../wire.ts';

/** A sender's pieces have at most 10 MiB before they are deflated. */
const MOST_BYTES = 12 * 1024 * 1024;
const MOST_LINE = 20 * 1024 * 1024;
/** Of what a message says, bytes. */
const MOST_TEXT = 64 * 1024;
const NEW_LINE = 0x0a;
/** What tmux passes to a terminal for itself, its status line say. */
const TMUX = /\x1bP=[\s\S]*?\x1bP=[\s\S]*?\x1b\\/g;
const TMUX_BEGUN = /\x1bP=[\s\S]*$/;

const pack = promisify(deflate);
const unpack = promisify(inflate);

export class TrzszLines {
  readonly #wire: TerminalWire;
  #piece: Uint8Array = new Uint8Array(0);
  /** tmux paints between the lines. */
  junk = true;

  constructor(wire: TerminalWire) {
    this.#wire = wire;
  }

  /** What was read of the wire and not used. */
  rest(): Uint8Array {
    const rest = this.#piece;
    this.#piece = new Uint8Array(0);
    return rest;
  }

  async sendNumber(type: string, value: number): Promise<void> {
    await this.#wire.write(Buffer.from(`#${type}:${value}\n`));
  }

  async sendBytes(type: string, bytes: Uint8Array): Promise<void> {
    await this.#wire.write(await lineOf(type, bytes));
  }

  async sendText(type: string, text: string): Promise<void> {
    await this.sendBytes(type, Buffer.from(text, 'utf8'));
  }

  async number(type: string): Promise<number> {
    const text = await this.#line(type);
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (!Number.isSafeInteger(value)) throw new TransferStopped('unreadable');
    return value;
  }

  async bytes(type: string, most = MOST_BYTES): Promise<Buffer> {
    return unpacked(await this.#line(type), most);
  }

  async text(type: string): Promise<string> {
    return (await this.bytes(type, MOST_TEXT)).toString('utf8');
  }

  /** Rejects with `TransferStopped` where the far side says something else. */
  async #line(type: string): Promise<string> {
    const line = cleaned(await this.#whole(), type, this.junk);
    const [, said = '', text = ''] = /^#([A-Za-z0-9]{1,16}):([\s\S]*)$/.exec(line) ?? [];
    if (said === type) return text.trimEnd();
    if (!/^(fail|exit)$/i.test(said)) throw new TransferStopped('unreadable');
    const why = await unpacked(text.trimEnd(), MOST_TEXT).catch(() => Buffer.alloc(0));
    throw new TransferStopped('there', why.toString('utf8'));
  }

  async #whole(): Promise<string> {
    const line = await this.#upToEnd();
    // tmux breaks a long line by itself, with CR before its LF.
    if (!this.junk || !line.endsWith('\r')) return line;
    return line.replace(/\r+$/, '') + (await this.#whole());
  }

  async #upToEnd(): Promise<string> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const end = this.#piece.indexOf(NEW_LINE);
      const part = this.#piece.subarray(0, end < 0 ? undefined : end);
      parts.push(part);
      length += part.byteLength;
      if (length > MOST_LINE) throw new TransferStopped('unreadable');
      if (end >= 0) {
        this.#piece = this.#piece.subarray(end + 1);
        return Buffer.concat(parts).toString('latin1');
      }
      this.#piece = await this.#wire.read();
    }
  }
}

export async function lineOf(type: string, bytes: Uint8Array): Promise<Buffer> {
  return Buffer.from(`#${type}:${(await pack(bytes)).toString('base64')}\n`);
}

/** From where the line begins that is waited for, or another one. */
function cleaned(line: string, type: string, junk: boolean): string {
  if (!junk) return line;
  const plain = line.replace(TMUX, '').replace(TMUX_BEGUN, '');
  const at = plain.lastIndexOf(`#${type}:`);
  return plain.slice(Math.max(0, at >= 0 ? at : plain.lastIndexOf('#')));
}

async function unpacked(text: string, most: number): Promise<Buffer> {
  try {
    return await unpack(Buffer.from(text, 'base64'), { maxOutputLength: most });
  } catch (error) {
    throw new TransferStopped('unreadable', '', error);
  }
}
