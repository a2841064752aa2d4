// The files of SSH hosts.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { SharedByKey } from '../../core/task/shared.ts';
import type { Dialogue } from '../ssh/dialogue.ts';
import type { SshLogins, SshWayHold } from '../ssh/sshLogins.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import { SshChannel } from './sshChannel.ts';

export interface SshFilesHold {
  /** Where the login asks what it has to ask; undefined where it asks nothing. */
  readonly dialogue: Dialogue | undefined;
  /**
   * The files, over a channel that begins now if there is none, or none any more. Rejects with
   * `FileError`; what a login failed with is its cause.
   */
  open(signal: AbortSignal): Promise<FileAccess>;
  /** The channel is closed with the last hold on it. */
  release(): Promise<void>;
}

interface Held {
  channel: SshChannel;
  way: SshWayHold;
}

export class SshFiles {
  readonly #logins: SshLogins;
  readonly #held = new SharedByKey<Held>({
    close: async ({ channel, way }) => {
      await channel.close();
      await way.release();
    },
  });

  constructor(logins: SshLogins) {
    this.#logins = logins;
  }

  /**
   * `lane`: who names the same one shares a channel. What moves much has one of its own, so that a
   * folder's list doesn't wait behind it.
   */
  acquire(host: SshTarget, lane: string): SshFilesHold {
    const way = this.#logins.acquire(host);
    const { value, release } = this.#held.take(JSON.stringify([way.key, lane]), () => ({
      channel: new SshChannel(way.way, host.address),
      way,
    }));
    if (value.way !== way) void way.release(); // the first one's is held
    return {
      dialogue: value.way.way.kind === 'shared' ? value.way.way.login.dialogue : undefined,
      open: (signal) => value.channel.open(signal),
      release,
    };
  }
}
