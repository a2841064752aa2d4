// The bridge between the sandboxed window and the main process: calls, events and the shells'
// ports, by the names of the contract and no others. Keeps no state and makes no decisions.
import { contextBridge, ipcRenderer } from 'electron';
import type { PortMessage } from '../ipc/contract.ts';
import { sayIn } from '../../words/messages.ts';
import { inWords } from '../../words/said.ts';
import {
  CALL_NAMES,
  EVENT_NAMES,
  LANGUAGE_ARGUMENT,
  PORT_CHANNEL,
  type Reply,
} from '../ipc/names.ts';

const argument = process.argv.find((one) => one.startsWith(LANGUAGE_ARGUMENT));
const language = argument?.slice(LANGUAGE_ARGUMENT.length) ?? '';
sayIn(language);

const calls: readonly string[] = CALL_NAMES;
const events: readonly string[] = EVENT_NAMES;

async function call(name: string, ...args: unknown[]): Promise<unknown> {
  if (!calls.includes(name)) throw new Error(`There is no call “${name}”.`);
  const reply = (await ipcRenderer.invoke(name, ...args)) as Reply;
  if (!reply.ok) throw new Error(inWords(reply.said));
  return reply.value;
}

function on(name: string, listener: (payload: unknown) => void): () => void {
  if (!events.includes(name)) throw new Error(`There is no event “${name}”.`);
  const forward = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(name, forward);
  return () => void ipcRenderer.removeListener(name, forward);
}

// A port can't cross the context bridge; posting it to the window is Electron's way for it.
ipcRenderer.on(PORT_CHANNEL, (event, shellId: string) => {
  const message: PortMessage = { type: 'bowline:port', shellId };
  window.postMessage(message, window.origin, event.ports);
});

contextBridge.exposeInMainWorld('bowline', { call, on, language }); // typed on the other side
