// A shell's MessagePort, as Electron has it.
import { MessageChannelMain, type WebContents } from 'electron';
import { PORT_CHANNEL } from '../ipc/names.ts';
import type { ShellPort } from '../window.ts';

/** Makes a port and sends its other end to the page. */
export function electronPort(contents: WebContents, shellId: string): ShellPort {
  const { port1: near, port2: far } = new MessageChannelMain();
  contents.postMessage(PORT_CHANNEL, shellId, [far]);
  near.start();
  return {
    post: (message) => near.postMessage(message),
    onMessage: (listener) => near.on('message', (event) => listener(event.data)),
    onClose: (listener) => near.on('close', listener),
    close: () => near.close(),
  };
}
