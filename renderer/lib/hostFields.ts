// What the Add / Edit host dialog knows of a host whatever its kind; fields of kinds come from the
// main process. Their names are fixed: scripts rely on them.
import type { FieldInfo } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';

/** A field of one line or several. */
export type TextField = Omit<FieldInfo, 'name' | 'choices'> & { name: string };

export function nameField(): TextField & { name: 'name' } {
  return { name: 'name', ...words.hostForm.name, required: true };
}
