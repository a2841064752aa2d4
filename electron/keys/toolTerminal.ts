// A tool that asks: it runs in a terminal, and what it asks is answered there. So no secret stands in
// an argument or an environment, which others of this computer could read.
import { openPty } from '../../core/pty/pty.ts';
import { withoutSequences } from '../programs/consoleText.ts';
import { toolCommand, type ToolEnd, type Tools } from './sshTool.ts';

/**
 * What a tool's question is answered with. Undefined: that is no question yet; null: it won't be answered,
 * and the tool is ended.
 */
export type Answers = (question: string) => string | null | undefined;

export interface AskedRun {
  /** Milliseconds for all of it: a security key may wait to be touched. */
  limitMs: number;
  signal?: AbortSignal | undefined;
  env?: Record<string, string>;
}

/** How it ended; `refused` is the question that wasn't answered. */
export interface AskedEnd extends ToolEnd {
  refused: string | null;
}

const TERMINAL = { cols: 500, rows: 24 };
/** Characters of what it says. */
const MOST = 16 * 1024;

export async function askTool(
  tool: 'ssh-keygen' | 'ssh-add',
  args: string[],
  answers: Answers,
  { limitMs, signal, env: own = {}, ...tools }: AskedRun & Tools,
): Promise<AskedEnd> {
  const { env, ...command } = toolCommand(tool, tools);
  const all = { ...env, ...own, TERM: 'dumb' };
  const pty = openPty({ ...command, args, env: all, size: TERMINAL }, tools.clock);
  const end: AskedEnd = { code: null, out: '', said: '', late: false, refused: null };
  const stop = (): void => void pty.close();
  const cancel = tools.clock.after(limitMs, () => {
    end.late = true;
    stop();
  });
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  let asked = '';
  try {
    for await (const bytes of pty.output) {
      const text = withoutSequences(Buffer.from(bytes).toString('utf8'));
      end.said = (end.said + text).slice(-MOST);
      asked = (asked + text).slice(-MOST);
      // A line that was left unfinished waits for an answer behind it.
      const answer = answers(asked.slice(asked.lastIndexOf('\n') + 1));
      if (answer === undefined) continue;
      if (answer === null) {
        end.refused = asked.slice(asked.lastIndexOf('\n') + 1).trim();
        stop();
        break;
      }
      asked = '';
      await pty.input.send(Buffer.from(`${answer}\n`));
    }
  } catch {
    // It was closed: how it ended says the rest.
  } finally {
    cancel();
    signal?.removeEventListener('abort', stop);
  }
  const { code } = await pty.exited;
  return { ...end, code: end.refused === null ? code : null };
}
