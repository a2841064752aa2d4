// What is fetched when somebody looks at keys or host keys for the first time.
export {
  addToAgent,
  dropFromAgent,
  publicHalf,
  removeKey,
  setPassphrase,
} from '../keys/changeKey.ts';
export { writtenKey } from '../keys/keyLines.ts';
export { hostKeyFacts } from '../keys/hostKeyFacts.ts';
export { KeyRun } from '../keys/keyRun.ts';
export { findKnown, knownPicture, listKnownHosts, removeKnown } from '../keys/knownHosts.ts';
export { listKeys } from '../keys/listKeys.ts';
export { makeKey } from '../keys/makeKey.ts';
