// What happens around a shared shell, as lines for the terminal of whoever is attached to it.
import {
  groupChanges,
  type ChatMessage,
  type Group,
  type Member,
} from '../../core/client/group.ts';
import type { RemoteShellEvents } from '../../core/client/remoteShell.ts';

/** Longer messages are cut: they stand between the lines of a program. */
const MAX_CHARS = 500;

export class GroupNotes {
  readonly #note: (text: string) => void;
  #before: Group | null = null;
  /** Messages before this one were said before whoever reads this came. */
  #firstNew = 0;

  /** `note` writes a line beside the shell's output. */
  constructor(note: (text: string) => void) {
    this.#note = note;
  }

  get events(): Pick<RemoteShellEvents, 'onGroup' | 'onChat' | 'onRefused'> {
    return {
      onGroup: (group) => this.#news(group),
      onChat: (message) => this.#said(message),
      onRefused: ({ message }) => this.#note(message),
    };
  }

  /** `firstNew`: number of the next message. Of what was said before, only the count is told. */
  opened(firstNew: number): void {
    this.#firstNew = firstNew;
    if (firstNew > 0) this.#note(`messages in the chat before you came: ${firstNew}`);
  }

  #said(message: ChatMessage): void {
    if (message.seq >= this.#firstNew) this.#note(lineOf(message));
  }

  #news(group: Group): void {
    const { joined, left } = groupChanges(this.#before, group);
    if (this.#before === null && group.total > 1) this.#note(whoIsHere(group));
    for (const member of joined) this.#note(`${member.name} joined (${roleOf(member)})`);
    for (const { name } of left) this.#note(`${name} left`);
    this.#before = group;
  }
}

function whoIsHere({ total, members }: Group): string {
  const names = members.slice(0, 5).map((member) => `${member.name} (${roleOf(member)})`);
  const others = total - names.length;
  return `here now: ${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

function roleOf({ role }: Member): string {
  return { owner: 'owner', editor: 'may type', viewer: 'watches' }[role];
}

function lineOf({ name, text }: ChatMessage): string {
  const line = text.replaceAll('\n', ' / ');
  return `${name}: ${line.length > MAX_CHARS ? `${line.slice(0, MAX_CHARS)}…` : line}`;
}
