// A shell's MessagePort, as Electron has it.
import { MessageChannelMain, type WebContents } from 'electron';
import { PORT_CHANNEL } from '../ipc/names.ts';
import type { OpenPort } from '../shells/shellPort.ts';

/** `window` is asked for at each opening: it may have been replaced. */
export function electronPorts(window: () => WebContents): OpenPort {
  return (shellId) => {
    const { port1: near, port2: far } = new MessageChannelMain();
    window().postMessage(PORT_CHANNEL, shellId, [far]);
    near.start();
    return {
      post: (message) => near.postMessage(message),
      onMessage: (listener) => near.on('message', (event) => listener(event.data)),
      onClose: (listener) => near.on('close', listener),
      close: () => near.close(),
    };
  };
}
