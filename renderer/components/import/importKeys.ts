// What keys do in the table of an import.
import type { ImportTable } from '../../state/importTable.svelte.ts';

export interface TableKeys {
  table: ImportTable;
  /** Lines that a page key goes on by. */
  page: number;
  /** To a line, with what is chosen on the way. */
  go: (at: number, how?: 'extend') => void;
  /** Asks what is to happen with what is chosen. */
  ask: () => void;
  /** Letters are for the field that finds. */
  find: () => void;
}

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

const STEPS: Record<string, (at: number, page: number, last: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: (_at, _page, last) => last,
};

/** True where the key is the table's. A letter isn't: it is typed into the field that it goes to. */
export function tableKey(pressed: Pressed, keys: TableKeys): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = pressed;
  const { table, page } = keys;
  if (altKey) return false;
  if (ctrlKey || metaKey) return key === 'a' && chooseAll(table);
  const step = STEPS[key];
  const last = table.lines.length - 1;
  if (step) keys.go(step(table.currentAt, page, last), shiftKey ? 'extend' : undefined);
  else if (key === ' ') table.tickCurrent();
  else if (key === 'Enter') enter(keys);
  else if (key === 'ArrowLeft' || key === 'ArrowRight') fold(keys, key === 'ArrowLeft');
  else {
    if ([...key].length === 1) keys.find();
    return false;
  }
  return true;
}

function chooseAll(table: ImportTable): true {
  table.chooseAll();
  return true;
}

function enter({ table, ask }: TableKeys): void {
  const { current } = table;
  if (current?.kind === 'head') table.fold(current.group, !current.folded);
  else ask();
}

/** From a host to the head of its group; there, the group. */
function fold({ table, go }: TableKeys, is: boolean): void {
  const { current } = table;
  if (current?.kind === 'head') table.fold(current.group, is);
  else if (current && is) go(table.lines.findIndex(({ key }) => key === current.group));
}
