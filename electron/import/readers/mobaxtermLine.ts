// One line of MobaXterm is one session: its name, then cells between `#`, of which one holds the
// settings of its kind between `%`.

export interface MobaSession {
  readonly name: string;
  /** A number that says what it is: 0 ssh, 1 telnet, 4 RDP, … The icon before it says nothing. */
  readonly type: string;
  /** A setting by its place, trimmed; '' where the line is too short. Still as in the file. */
  raw(at: number): string;
  /** The same as somebody wrote it. */
  text(at: number): string;
  readonly count: number;
  readonly terminal: readonly string[];
  readonly comment: string;
  /** -1: none. */
  readonly tabColour: string;
}

/** What can't stand in a line, as it is written there. */
const ESCAPES = new Map([
  ['__PIPE__', '|'],
  ['__PTVIRG__', ';'],
  ['__DBLQUO__', '"'],
  ['__DIEZE__', '#'],
  ['__PERCENT__', '%'],
  ['__EQUAL__', '='],
]);
const ESCAPE = /__(?:PIPE|PTVIRG|DBLQUO|DIEZE|PERCENT|EQUAL)__/g;
/** What comes between name and settings: a mark that the end is told of, and the icon. */
const START = /=[ \t]*(?:;[ \t]*logout[ \t]*)?#-?\d*#(?=\d+(?:%|$))/;

/** Undefined of a line that is no session. */
export function sessionOf(line: string): MobaSession | undefined {
  const start = START.exec(line);
  if (!start || start.index === 0) return undefined;
  const [settings = '', terminal = '', , comment = '', tabColour = ''] = line
    .slice(start.index + start[0].length)
    .split('#');
  const fields = settings.split('%').map((field) => field.trim());
  const raw = (at: number): string => fields[at] ?? '';
  return {
    name: decodedText(line.slice(0, start.index)).trim(),
    type: raw(0),
    raw,
    text: (at) => decodedText(raw(at)),
    count: fields.length,
    terminal: terminal.split('%'),
    comment: decodedText(comment).trim(),
    tabColour: tabColour.trim(),
  };
}

export function decodedText(text: string): string {
  return text.replace(ESCAPE, (escape) => ESCAPES.get(escape) ?? escape);
}

/** Values of several gateways in one field: '' stands for one that has none. */
export function listAt(session: MobaSession, at: number): string[] {
  return session
    .raw(at)
    .split('__PIPE__')
    .map((value) => decodedText(value).trim());
}
