// The files of an SSH host for who looks at them: what its login asks is asked over a pane of its files.
import type { OpenFiles } from './fileHosts.ts';
import type { SshFiles } from './sshFiles.ts';

const nothing = (): void => undefined;

export function openSshFiles(files: SshFiles): OpenFiles {
  return async ({ host, lane, ask, signal }) => {
    const hold = files.acquire(host!, lane);
    const answerer = hold.dialogue?.take({ onText: nothing, onChange: nothing, card: ask });
    try {
      return { value: await hold.open(signal), release: () => hold.release() };
    } catch (error) {
      await hold.release();
      throw error;
    } finally {
      answerer?.leave();
    }
  };
}
