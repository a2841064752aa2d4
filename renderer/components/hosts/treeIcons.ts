// The icons of what the tree's menus have, so that one thing has the same in each of them.
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import ChevronsDownUp from '@lucide/svelte/icons/chevrons-down-up';
import ChevronsUpDown from '@lucide/svelte/icons/chevrons-up-down';
import ClipboardCopy from '@lucide/svelte/icons/clipboard-copy';
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import Columns2 from '@lucide/svelte/icons/columns-2';
import Copy from '@lucide/svelte/icons/copy';
import FileOutput from '@lucide/svelte/icons/file-output';
import Folder from '@lucide/svelte/icons/folder';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import KeyRound from '@lucide/svelte/icons/key-round';
import Import from '@lucide/svelte/icons/import';
import Layers from '@lucide/svelte/icons/layers';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import Pencil from '@lucide/svelte/icons/pencil';
import Plus from '@lucide/svelte/icons/plus';
import Scissors from '@lucide/svelte/icons/scissors';
import Settings2 from '@lucide/svelte/icons/settings-2';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import Star from '@lucide/svelte/icons/star';
import StarOff from '@lucide/svelte/icons/star-off';
import Tag from '@lucide/svelte/icons/tag';
import TextCursorInput from '@lucide/svelte/icons/text-cursor-input';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Users from '@lucide/svelte/icons/users';

export const treeIcons = {
  add: Plus,
  beside: Columns2,
  copyCommand: ClipboardCopy,
  cut: Scissors,
  duplicate: Copy,
  edit: Pencil,
  export: FileOutput,
  favourite: Star,
  files: Folder,
  fold: ChevronsDownUp,
  folderSettings: Settings2,
  import: Import,
  install: PackagePlus,
  join: Users,
  keys: KeyRound,
  move: FolderInput,
  newFolder: FolderPlus,
  open: SquareTerminal,
  paste: ClipboardPaste,
  remove: Trash2,
  rename: TextCursorInput,
  running: Layers,
  tag: Tag,
  tunnels: ArrowLeftRight,
  unfavourite: StarOff,
  unfold: ChevronsUpDown,
};
