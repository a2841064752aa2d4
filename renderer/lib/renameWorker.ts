// Makes names by a pattern of somebody's, apart from the window: one that never ends is ended with this.
import { renamed, type RenamePattern } from './renameMany.ts';

export interface RenameQuestion {
  names: readonly string[];
  pattern: RenamePattern;
}

export type RenameAnswer = { names: readonly string[] } | { wrong: string };

/** What a worker is here, of all that it has. */
interface Scope {
  onmessage: ((event: { data: RenameQuestion }) => void) | null;
  postMessage(answer: RenameAnswer): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: { names, pattern } }) => {
  try {
    scope.postMessage({ names: renamed(names, pattern) });
  } catch (error) {
    scope.postMessage({ wrong: error instanceof Error ? error.message : String(error) });
  }
};
