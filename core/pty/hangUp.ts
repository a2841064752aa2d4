// How a terminal's program is ended, for those who own it: hung up, hung up again where it
// missed that, and killed where it doesn't obey.
import { pause, type Clock } from '../time/clock.ts';

/**
 * bash that is just printing its prompt now and then takes the signal and waits on for a key. A
 * terminal that is really gone would give it an end of file; ours stays for the last output.
 */
const AGAIN_AFTER_MS = 500;
/** How long a program may take to obey before it is killed, from the beginning. */
const HANGUP_GRACE_MS = 2_000;

export interface HungUp {
  kill(signal: NodeJS.Signals): void;
  /** Program in front of the first one; '' when there is none. */
  foreground(): string;
}

/** Resolves when the program has ended, or has been killed and will. */
export async function hangUp(pty: HungUp, ended: Promise<unknown>, clock: Clock): Promise<void> {
  const end = clock.now() + HANGUP_GRACE_MS;
  const gone = new AbortController();
  void ended.then(() => gone.abort());
  tell(pty);
  await pause(clock, AGAIN_AFTER_MS, gone.signal);
  if (gone.signal.aborted) return;
  // Not while an editor saves what it has: a second hang-up would cut that short.
  if (pty.foreground() === '') tell(pty);
  await pause(clock, Math.max(0, end - clock.now()), gone.signal);
  if (!gone.signal.aborted) pty.kill('SIGKILL');
}

function tell(pty: HungUp): void {
  pty.kill('SIGHUP');
  pty.kill('SIGCONT'); // a stopped program can't see the hang-up
}
