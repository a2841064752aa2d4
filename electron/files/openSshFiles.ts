// The files of an SSH host for who looks at them: what its login asks is asked over a pane of its files.
import type { Answerer } from '../ssh/dialogue.ts';
import type { OpenFiles } from './fileHosts.ts';
import type { SshFiles } from './sshFiles.ts';

const nothing = (): void => undefined;

export function openSshFiles(files: SshFiles): OpenFiles {
  return async ({ host, lane, ask, signal, held = nothing }) => {
    const hold = files.acquire(host!, lane);
    const seat: { taken?: Answerer | undefined } = {}; // what was said before comes at once
    const onChange = (): void => held(seat.taken?.heldUp ?? null);
    seat.taken = hold.dialogue?.take({ onText: nothing, onChange, card: ask });
    onChange();
    try {
      return { value: await hold.open(signal), release: () => hold.release() };
    } catch (error) {
      await hold.release();
      throw error;
    } finally {
      seat.taken?.leave();
    }
  };
}
