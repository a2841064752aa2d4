// Before a host is connected to: whoever asks for that is asked what it may start here, where that isn't
// answered yet. Without a yes the host is refused, as whatever else is wrong with one is.
import type { WindowRef } from '../window.ts';
import { askForCommands } from './commandQuestion.ts';
import type { Services } from './handlers.ts';

type Asking = Pick<Services, 'connectable' | 'nativeOf'>;

/** The same before ssh reads the file that a host stands in, and does no more. */
export function askedToRead<T>(
  { connectable, nativeOf }: Asking,
  caller: WindowRef,
  hostId: string,
  go: () => T,
): T | Promise<Awaited<T>> {
  const answer = connectable.askForReading(hostId, (question) =>
    askForCommands(nativeOf(caller), question),
  );
  return answer ? (answer.then(go) as Promise<Awaited<T>>) : go();
}

/** Goes on at once where nothing is to be asked, neither of a person nor of the keychain. */
export function asked<T>(
  services: Asking,
  caller: WindowRef,
  hostId: string | undefined,
  go: () => T,
): T | Promise<Awaited<T>> {
  if (hostId === undefined) return go();
  const fetched = services.connectable.fetch([hostId]);
  const ask = () => askedOfPerson(services, caller, hostId, go);
  return fetched ? (fetched.then(ask) as Promise<Awaited<T>>) : ask();
}

function askedOfPerson<T>(
  { connectable, nativeOf }: Asking,
  caller: WindowRef,
  hostId: string,
  go: () => T,
): T | Promise<Awaited<T>> {
  const answer = connectable.ask(hostId, (question) => askForCommands(nativeOf(caller), question));
  return answer ? (answer.then(go) as Promise<Awaited<T>>) : go();
}
