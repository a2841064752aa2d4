// What a story knows of its shells: which lines each must hold, and which programs must be alive on
// the agent's host.
export interface KnownShell {
  kept: boolean;
  /** Of its programs: each writes lines of its own. */
  epoch: number;
  /** Lines that the present program was told to write. */
  lines: number;
  session: string | undefined;
}

export class KnownShells {
  readonly #all = new Map<string, KnownShell>();
  /** Sessions that panes were closed on and that were left running. */
  readonly detached = new Set<string>();
  /** Panes that the story has closed since the last time that all agreed. */
  readonly closed = new Set<string>();
  #open: string[] = [];

  /** The line that the shell is to write next. */
  next(pane: string, kept: boolean): string {
    const shell = this.#of(pane, kept);
    shell.lines += 1;
    // The echo of it isn't the line.
    return `echo e''${shell.epoch}n${shell.lines}`;
  }

  /** Its program is another one from now on. */
  begins(pane: string): void {
    const shell = this.#all.get(pane);
    if (!shell) return;
    shell.epoch += 1;
    shell.lines = 0;
  }

  /** The app ends: what can't live on without it has ended. */
  appEnds(): void {
    for (const [pane, { kept }] of this.#all) if (!kept) this.begins(pane);
  }

  /** The pane is closed, and its program with it if `ends`. */
  close(pane: string, ends: boolean): void {
    this.closed.add(pane);
    const shell = this.#all.get(pane);
    if (shell && (ends || !shell.kept)) this.begins(pane);
    if (shell?.session && ends) this.detached.delete(shell.session);
    if (shell?.session && !ends) this.detached.add(shell.session);
  }

  /** All agree on these panes; what is missing, in words. */
  agreed(panes: { id: string; kept: boolean; session: string | undefined }[]): string[] {
    const ids = panes.map(({ id }) => id);
    const lost = this.#open.filter((id) => !ids.includes(id) && !this.closed.has(id));
    this.#open = ids;
    this.closed.clear();
    for (const { id, kept, session } of panes) {
      this.#of(id, kept).session = session;
      if (session) this.detached.delete(session);
    }
    return lost.map((id) => `${id} is gone, and nobody has closed it`);
  }

  /** What is wrong with the lines that its terminal holds. */
  wrongLines(pane: string, lines: readonly string[] | null): string[] {
    const shell = this.#all.get(pane);
    if (!shell || shell.lines === 0) return [];
    const expected = Array.from({ length: shell.lines }, (_, at) => `e${shell.epoch}n${at + 1}`);
    const own = lines?.filter((line) => line.startsWith(`e${shell.epoch}n`)) ?? [];
    return String(own) === String(expected)
      ? []
      : [`${pane} holds ${String(own)} instead of ${String(expected)}`];
  }

  #of(pane: string, kept: boolean): KnownShell {
    const shell = this.#all.get(pane) ?? { kept, epoch: 1, lines: 0, session: undefined };
    this.#all.set(pane, shell);
    return shell;
  }
}
