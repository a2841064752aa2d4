// A file of ours in the program that the user has for such files, or else where it lies.
import { shell } from 'electron';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Resolves once the system was asked. It shows the folder where it has no program for the file. */
export async function openFile(path: string): Promise<void> {
  if (!existsSync(path)) return void (await shell.openPath(dirname(path)));
  const isOpen = (await shell.openPath(path)) === '';
  if (!isOpen) shell.showItemInFolder(path);
}
