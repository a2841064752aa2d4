// What the dialogs of hosts and folders know of one whatever its kind; fields of kinds come from the
// main process. Their names are fixed: scripts rely on them.
import type { FieldInfo } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';

/** A field of one line or several. */
export type TextField = Omit<FieldInfo, 'name' | 'choices'> & { name: string };

export function nameField(): TextField & { name: 'name' } {
  return { name: 'name', ...words.hostForm.name, required: true };
}

export function notesField(): TextField {
  return { name: 'notes', ...words.hostForm.notes, lines: 3, breaks: true };
}

export function folderNameField(): TextField {
  return { name: 'name', ...words.folderForm.name, required: true };
}
