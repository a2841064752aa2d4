// The icons of files and of what is done with them.
import Archive from '@lucide/svelte/icons/archive';
import ArrowRightLeft from '@lucide/svelte/icons/arrow-right-left';
import ClipboardCopy from '@lucide/svelte/icons/clipboard-copy';
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import Copy from '@lucide/svelte/icons/copy';
import Eye from '@lucide/svelte/icons/eye';
import File from '@lucide/svelte/icons/file';
import FilePen from '@lucide/svelte/icons/file-pen';
import FilePlus from '@lucide/svelte/icons/file-plus';
import FileText from '@lucide/svelte/icons/file-text';
import Folder from '@lucide/svelte/icons/folder';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import Hand from '@lucide/svelte/icons/hand';
import Hash from '@lucide/svelte/icons/hash';
import Image from '@lucide/svelte/icons/image';
import Link from '@lucide/svelte/icons/link';
import Lock from '@lucide/svelte/icons/lock';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Scissors from '@lucide/svelte/icons/scissors';
import Sigma from '@lucide/svelte/icons/sigma';
import Star from '@lucide/svelte/icons/star';
import TextCursorInput from '@lucide/svelte/icons/text-cursor-input';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Unlink from '@lucide/svelte/icons/unlink';
import Upload from '@lucide/svelte/icons/upload';

export const kindIcons = {
  folder: Folder,
  link: Link,
  broken: Unlink,
  image: Image,
  archive: Archive,
  text: FileText,
  file: File,
};

export const fileIcons = {
  open: FolderOpen,
  look: Eye,
  edit: FilePen,
  copyOver: Copy,
  moveOver: FolderInput,
  openOver: ArrowRightLeft,
  cut: Scissors,
  copy: Copy,
  paste: ClipboardPaste,
  copyPath: ClipboardCopy,
  dragOut: Hand,
  rename: TextCursorInput,
  renameMany: TextCursorInput,
  permissions: Lock,
  totals: Sigma,
  sum: Hash,
  newFolder: FolderPlus,
  newFile: FilePlus,
  newLink: Link,
  bookmark: Star,
  remove: Trash2,
  bring: Upload,
  refresh: RefreshCw,
};
