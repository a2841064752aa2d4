// Signals to a program and what it has started: its process group.

/** Right after the fork the program's group doesn't exist yet; then the program itself is told. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  if (!trySignal(-group, signal)) trySignal(group, signal);
}

function trySignal(target: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch {
    return false; // gone
  }
}
