// Of files that bring hosts from other tools: what is wrong with one, and why a part of it can't come along.
export const imports = {
  'import-file-wrong': ({ file, why }: { file: string; why: string }) => `${file}: ${why}`,
  'import-not-found-here':
    'This file was not found by Bowline and brought no host. Pick it in the dialog.',
  'import-export-first': ({ tool }: { tool: string }) =>
    `${tool} keeps its hosts in a form of its own. Export them there, and import that file.`,
  'import-takes-long': ({ seconds }: { seconds: number }) =>
    `Reading this took longer than ${seconds} seconds, so it was stopped. Nothing was changed.`,
  'import-too-much':
    'This needs more memory than there is. Nothing was changed. Import it in parts.',
  'import-closed': 'This preview is closed. Open the file again.',
  'import-busy': 'Another import is being saved. Try again once it is done.',
  'import-others-change':
    'The saved hosts kept being changed meanwhile, so nothing was imported. Try again.',
  'import-done-already': 'This import is done. Open the file again to import more of it.',
  'import-refused': ({ host, why, more }: { host: string; why: string; more: number }) =>
    `“${host}” can’t be saved: ${why}${more > 0 ? ` (and ${more} more)` : ''} Nothing was imported.`,
  'import-undo-late':
    'This import can’t be taken back any more: another one came after it, or Bowline was restarted. There is a backup from before it.',
  'import-undo-changed': ({ host, count }: { host: string; count: number }) =>
    `“${host}”${count > 1 ? ` and ${count - 1} more were` : ' was'} changed since this import, so it isn’t taken back as a whole. There is a backup from before it.`,
  'export-not-written': ({ file, code }: { file: string; code: string }) =>
    `“${file}” could not be written${code && ` (${code})`}. What was there before is as it was.`,
  'import-no-file': 'This is neither a file nor a folder.',
  'import-not-read': ({ code }: { code: string }) =>
    `The file could not be read${code && ` (${code})`}.`,
  'import-file-large': ({ file, most }: { file: string; most: string }) =>
    `“${file}” is larger than ${most}. No tool’s list of hosts is that large: is it the right file?`,
  'import-folder-large':
    'This folder holds more than 20,000 files, or more than 64 MiB. Pick the folder of the sessions alone.',
  'import-folder-deep': ({ file }: { file: string }) =>
    `The folders in “${file}” are nested too deeply.`,
  'import-unknown':
    'Bowline can’t tell which tool this file is from. Pick the tool yourself, or see the list of what can be read.',
  'import-damaged': ({ format }: { format: string }) =>
    `This can’t be read as ${format}: it is damaged, or from another tool.`,
  'import-too-many': ({ most }: { most: number }) => `A file may bring ${most} hosts at most.`,
  'import-xml-damaged': ({ line, column }: { line: number; column: number }) =>
    `This file can’t be read from line ${line}, column ${column} on.`,
  'import-secret': 'A secret is never taken over from a file. You are asked when you connect.',
  'import-no-kind-yet': 'Bowline can’t open this kind of connection yet.',
  'import-proxy':
    'A proxy of this kind can’t be used here: only SOCKS 5 and HTTP can. Write a proxy command that goes through it, “nc -X 4 -x proxy:1080 %h %p” say.',
  'import-remote-proxy': 'Bowline has no proxies that listen on the host.',
  'import-ssh-arguments':
    'Arguments of the ssh program are not taken over as they are. Put what you need of them into the fields.',
  'import-not-an-option': 'ssh can’t be given this on its command line.',
  'import-quotation-mark': 'A path with a quotation mark can’t be written for ssh.',
  'import-folders-deep': ({ most }: { most: number }) =>
    `Folders can be nested ${most} deep. The host is in the last of them.`,
  'import-tags-many': ({ most }: { most: number }) => `A host can have ${most} tags.`,
  /** In the notes of a host. */
  'import-also-called': ({ names }: { names: string }) => `Also called: ${names}`,
  'import-no-address': 'There is no address here, so there is no host to open.',
  'import-template': 'This is a template of the other tool, not a host.',
  'import-local-shell':
    'This is a shell on your own computer. Bowline opens one without a host being saved.',
};
