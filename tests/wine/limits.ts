// What Wine 8 can't do of what is tested under it: named, with the reason and the error it fails
// with. A test that fails otherwise, or passes, turns the stage red, so this stays true.
export interface Limit {
  /** The test's full name ends so. */
  test: string;
  reason: string;
  error: RegExp;
}

const LIMITS: readonly Limit[] = [
  {
    test: 'the console that the app uses opens',
    reason:
      'conpty.dll opens “\\Reference” below the console server’s handle; Wine’s ntdll takes no ' +
      'name there that begins with a backslash (STATUS_INVALID_PARAMETER).',
    error: /^Cannot launch conpty$/,
  },
  {
    test: 'a program that looks for its output where Windows puts it finds the console',
    reason:
      'node-pty names no standard handles, and Windows then gives those of the pseudo console. ' +
      'Wine’s kernelbase connects the program to its console and leaves them empty.',
    error: /to contain 'hWindows_NTi'/,
  },
  {
    test: 'the program learns of a new size',
    reason: 'ResizePseudoConsole of Wine’s kernelbase does nothing yet (“fixme”).',
    error: /to contain '40 120'/,
  },
  {
    test: 'starts at the size it is given, and follows a new one',
    reason: 'ResizePseudoConsole of Wine’s kernelbase does nothing yet (“fixme”).',
    error: /^not done after/,
  },
  {
    test: 'Electron for Windows starts',
    reason:
      'Electron 42 ends itself where it can’t load bcryptprimitives.dll, which Wine 8 lacks. With ' +
      'that, its V8 would ask VirtualAlloc2 for placeholders, which Wine 8 doesn’t know either.',
    error: /^expected 2147483651 to be/, // a breakpoint, 0x80000003
  },
];

/** What Wine is known to lack for this test; undefined when nothing is. */
export function limitOf(name: string): Limit | undefined {
  return LIMITS.find(({ test }) => name.endsWith(test));
}
