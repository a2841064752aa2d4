// How both ways of trzsz begin: what this side is and can, and what the other one wants.
import { TransferStopped } from '../files.ts';
import type { TrzszLines } from './lines.ts';

/** The version of the protocol's other programs that this was written after. */
const VERSION = '1.1.6';

/** `confirm` false: nothing is to come. Folders aren't carried, nor bytes as they are. */
export function action(confirm: boolean): string {
  const can = { support_dir: false, binary: false };
  return JSON.stringify({ lang: 'js', version: VERSION, confirm, ...can });
}

export interface TrzszWishes {
  /** Bytes of a piece before it is deflated, at most. */
  piece: number;
}

/** Says yes. Rejects with `TransferStopped`. */
export async function beginTrzsz(lines: TrzszLines): Promise<TrzszWishes> {
  await lines.sendText('ACT', action(true));
  const wishes = parsed(await lines.text('CFG'));
  lines.junk = wishes['tmux_output_junk'] === true;
  if (wishes['binary'] === true) throw new TransferStopped('unreadable');
  const { bufsize } = wishes;
  return { piece: typeof bufsize === 'number' && bufsize >= 1024 ? bufsize : Infinity };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new TransferStopped('unreadable');
}
