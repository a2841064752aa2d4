// The files of hosts whose shells an agent keeps: over the connection that these shells use, so there is
// no second login, and a cut isn't seen by whoever uses the files.
import { openAgentFiles } from '../../core/sftp/agentFiles.ts';
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import type { Hold } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import { TunnelLink } from '../../core/tunnel/tunnelLink.ts';
import type { ConnectionHold } from '../agents/agentConnections.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { DialogueListener } from '../ssh/dialogue.ts';

export interface AgentFilesOptions {
  /** A hold on the host's connection, as its shells take one. */
  acquire: (host: StoredHost) => ConnectionHold;
  clock: Clock;
}

export interface AgentFilesWish {
  host: StoredHost;
  /** Where the way to the agent may have questions of its own; absent: nobody answers. */
  ask?: DialogueListener['card'];
  signal: AbortSignal;
}

/**
 * The files of a host's agent, on a stream of their own each time. Rejects with `FileError`:
 * `unsupported` where the agent is too old, `no-permission` where it hands out none, `lost` where it
 * can't be reached.
 */
export function agentFiles(
  options: AgentFilesOptions,
): (wish: AgentFilesWish) => Promise<Hold<FileAccess>> {
  return async ({ host, ask, signal }) => {
    const hold = options.acquire(host);
    const answerer = hold.beAsked?.({ onText: nothing, onChange: nothing, card: ask });
    const link = new TunnelLink(hold.connection, options.clock);
    const release = async (files?: FileAccess): Promise<void> => {
      await files?.close();
      link.close();
      await hold.release();
    };
    try {
      const files = await openAgentFiles(link, signal);
      return { value: files, release: () => release(files) };
    } catch (error) {
      await release();
      throw error;
    } finally {
      answerer?.leave();
    }
  };
}

const nothing = (): void => undefined;
