// The bridge between the sandboxed window and the main process: calls, events and the shells'
// ports, by the names of the contract and no others. Makes no decisions, and keeps only what comes too early.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { PortMessage } from '../ipc/contract.ts';
import { EarlyAnswers, EarlyTold } from './early.ts';
import { sayIn } from '../../words/messages.ts';
import { inWords } from '../../words/said.ts';
import {
  CALL_NAMES,
  EVENT_NAMES,
  FIRST_CALLS,
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
  return (args.length === 0 && early?.take(name)) || ask(name, ...args);
}

async function ask(name: string, ...args: unknown[]): Promise<unknown> {
  const reply = (await ipcRenderer.invoke(name, ...args)) as Reply;
  if (!reply.ok) throw new Error(inWords(reply.said));
  return reply.value;
}

function on(name: string, listener: (payload: unknown) => void): () => void {
  if (!events.includes(name)) throw new Error(`There is no event “${name}”.`);
  told.give(name, listener);
  return listen(name, listener);
}

function listen(name: string, listener: (payload: unknown) => void): () => void {
  const forward = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(name, forward);
  return () => void ipcRenderer.removeListener(name, forward);
}

// In this order: an answer may be followed by news at once. The page's files come from the same process,
// which is to answer those first: they are all asked for by the time the document is read.
const told = new EarlyTold(events, listen);
let early: EarlyAnswers | undefined;
document.addEventListener('readystatechange', () => (early = new EarlyAnswers(FIRST_CALLS, ask)), {
  once: true,
});

// A port can't cross the context bridge; posting it to the window is Electron's way for it.
ipcRenderer.on(PORT_CHANNEL, (event, shellId: string) => {
  const message: PortMessage = { type: 'bowline:port', shellId };
  window.postMessage(message, window.origin, event.ports);
});

/** Where a file lies that was dragged into the page; '' for nowhere. */
const pathOf = (file: File): string => webUtils.getPathForFile(file);

contextBridge.exposeInMainWorld('bowline', { call, on, language, pathOf }); // typed on the other side
