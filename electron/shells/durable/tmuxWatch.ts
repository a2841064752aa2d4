// Whether tmux really runs in a tab that asked for it: a login file or a forced command may have
// started something else, which nothing keeps. Asked over the same login, and told only when known.
import type { Clock } from '../../../core/time/clock.ts';
import type { ShellState } from '../../shell.ts';
import type { SshCommands } from '../../ssh/sshCommands.ts';
import { say } from '../../../words/said.ts';

/** How often it is asked again, once it was said that there is none: a slow login may still come to it. */
const LATER_LOOKS = 12;
const LOOK_AGAIN_MS = 5_000;
/** Seconds that a host takes for its login files and tmux, in tenths; a sleep may know whole ones only. */
const LOOK = `i=0
while [ $i -lt 50 ]; do
  [ -z "$(tmux list-clients -t "=$1" 2> /dev/null)" ] || exit 0
  i=$((i + 1))
  sleep 0.1 2> /dev/null || { sleep 1; i=$((i + 9)); }
done
exit 1
`;

export interface TmuxWatchOptions {
  /** Over the login of the tab. */
  commands: SshCommands;
  /** Name of the tab's session. */
  session: string;
  /** POSIX, before anything: finds tmux, or ends. */
  find: string;
  report: (change: Partial<ShellState>) => void;
  clock: Clock;
}

export class TmuxWatch {
  readonly #options: TmuxWatchOptions;
  #looks = 0;
  #stopped = false;
  #cancel: () => void = () => undefined;

  constructor(options: TmuxWatchOptions) {
    this.#options = options;
  }

  /** The session of ssh is open; `online` is what is said of it. */
  async begin(online: Partial<ShellState>): Promise<void> {
    const { commands, session, find, report, clock } = this.#options;
    const { code } = await commands.script(`${find}\n${LOOK}`, [session]);
    if (this.#stopped) return;
    const kept = code === 0;
    if (kept || this.#looks === 0) report({ ...online, ...(kept ? {} : NOT_KEPT), kept });
    if (kept || this.#looks++ === LATER_LOOKS) return;
    this.#cancel = clock.after(LOOK_AGAIN_MS, () => void this.begin(online));
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }
}

const NOT_KEPT: Partial<ShellState> = {
  message: say('tmux-does-not-keep'),
  hint: say('something-in-place-of-tmux'),
};
