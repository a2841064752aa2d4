// Which of Windows' consoles stands behind a PTY there, as terminals have to know: each wraps lines
// and answers a new size in its own way.

export interface ConsoleHost {
  /** winpty is what node-pty takes where Windows is too old for ConPTY. */
  backend: 'conpty' | 'winpty';
  /** Build of Windows whose console behaves alike. */
  buildNumber: number;
}

/** node-pty 1.1.0, `windowsPtyAgent.js`: the first build on which it takes ConPTY. */
const CONPTY_SINCE = 18_309;
/**
 * The first build whose ConPTY tells which lines are wrapped, so that a terminal may wrap them
 * anew. The one that comes with node-pty (1.23) does so on any Windows, and is the one in use.
 */
const TELLS_WRAPPING_SINCE = 21_376;

/**
 * What PTYs of this computer run on; null on other systems than Windows.
 * @param release as `os.release()` has it, `10.0.19045`
 */
export function consoleHost(platform: NodeJS.Platform, release: string): ConsoleHost | null {
  if (platform !== 'win32') return null;
  // What can't be read is a newer way to say it: Windows too old for ConPTY says it like this.
  const build = Number(/^\d+\.\d+\.(\d+)/.exec(release)?.[1] ?? TELLS_WRAPPING_SINCE);
  if (build < CONPTY_SINCE) return { backend: 'winpty', buildNumber: build };
  return { backend: 'conpty', buildNumber: Math.max(build, TELLS_WRAPPING_SINCE) };
}
