// Of the dialog that adds a folder or changes one: what it is called, and what holds for the hosts in it.
import { count } from '../count.ts';

export const folderForm = {
  add: 'New folder',
  edit: (name: string) => `Folder ${name}`,
  cancel: 'Cancel',
  make: 'Make the folder',
  save: 'Save',
  name: { label: 'Name', hint: 'How it is called in the list.' },
  parent: { label: 'In the folder', hint: 'What that one says holds here, too.' },
  top: 'It stands at the top of the list.',
  /** Above the fields. */
  fields: 'For the hosts in it',
  fieldsNote: 'What is left empty says nothing. A host’s own value goes before.',
  /** Of a field that only hosts of one kind have. */
  ofKind: (field: string, kind: string) => `${field} (${kind})`,
  says: 'says nothing',
  unsaid: { label: 'Says nothing', hint: 'Each host has its own, or the usual.' },
  /** Where a folder around it says something. */
  asParent: 'As the folder around it',
  reach: (hosts: number) =>
    hosts === 0
      ? 'No host is in it yet.'
      : `Holds for ${count(hosts, 'host')}, at ${hosts === 1 ? 'its' : 'their'} next connection. Open shells stay as they are.`,
};
