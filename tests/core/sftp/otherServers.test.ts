// Servers that others wrote, with fewer extensions and words of their own.
import { afterAll } from 'vitest';
import {
  startAsyncssh,
  startProftpd,
  whyNoAsyncssh,
  whyNoProftpd,
  type OtherServer,
} from '../../support/sftpServers.ts';
import { fileContract } from './fileContract.ts';

for (const [name, start, whyNot, followsLinks] of [
  ['ProFTPD', startProftpd, whyNoProftpd, true],
  ['asyncssh', startAsyncssh, whyNoAsyncssh, false],
] as const) {
  let server: Promise<OtherServer> | undefined;
  fileContract(name, {
    ...{ whyNot, followsLinks },
    open: async () => {
      server ??= start();
      const { open, folder } = await server;
      return { files: await open(), folder: folder() };
    },
  });
  afterAll(async () => (await server)?.close());
}
