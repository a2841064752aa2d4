// Where a file lies that somebody dragged into the window, as the preload asks the system.

/** Parted by `/`; '' for one that lies nowhere, as an image dragged out of a page. */
export function pathOfFile(file: File): string {
  const path = window.bowline.pathOf(file);
  return /^([a-z]:\\|\\\\)/i.test(path) ? path.replaceAll('\\', '/') : path;
}
