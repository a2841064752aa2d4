// What the Add / Edit host dialog says of a host whatever its kind; fields of kinds come from the
// main process. The labels are fixed names that scripts rely on.
import type { FieldInfo, HostColor } from '../../electron/ipc/contract.ts';

/** A field of one line or several. */
export type TextField = Omit<FieldInfo, 'name' | 'choices'> & { name: string };

export const NAME_FIELD: TextField & { name: 'name' } = {
  name: 'name',
  label: 'Name',
  hint: 'How it is called in the list.',
  required: true,
};

export const COLORS: Record<HostColor, string> = {
  none: 'None',
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  amber: 'Amber',
  red: 'Red',
  violet: 'Violet',
};
