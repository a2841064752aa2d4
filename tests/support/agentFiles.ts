// The files of a real agent, as the app and the command line reach them, with a proxy on the way that can
// cut and slow the connection.
import type { Duplex } from 'node:stream';
import { openAgentFiles } from '../../core/sftp/agentFiles.ts';
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { systemClock } from '../../core/time/clock.ts';
import { streamDuplex } from '../../core/tunnel/streamDuplex.ts';
import { TunnelLink } from '../../core/tunnel/tunnelLink.ts';
import type { AgentOptions } from './agent.ts';
import { TunnelRig } from './tunnels.ts';

export class FilesRig {
  readonly rig: TunnelRig;
  readonly link: TunnelLink;

  private constructor(rig: TunnelRig) {
    this.rig = rig;
    this.link = new TunnelLink(rig.connection, systemClock);
  }

  static async start(options: AgentOptions = {}): Promise<FilesRig> {
    return new FilesRig(await TunnelRig.start(options));
  }

  open(): Promise<FileAccess> {
    return openAgentFiles(this.link);
  }

  /** What SFTP is spoken over, for another client than ours. */
  async openPipes(): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      const stream = this.link.ask(
        { kind: 'files' },
        { onConnected: () => resolve(streamDuplex(stream)), onEnd: reject },
      );
    });
  }

  async stop(): Promise<void> {
    this.link.close();
    await this.rig.stop();
  }
}
