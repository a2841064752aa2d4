// Output that is shown again, parsed by a real xterm.js: nothing in it makes the terminal type.
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { ShellLink, type Screen } from '../../renderer/terminal/link.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** In a browser xterm.js answers these too; without one, the same is done for it here. */
function answerAsBrowser(terminal: InstanceType<typeof xterm.Terminal>) {
  const answer = (text: string) => terminal.input(text, false);
  for (const colour of [4, 10, 11, 12]) {
    terminal.parser.registerOscHandler(colour, (data) => {
      if (data.endsWith('?')) answer(`\x1b]${colour};rgb:1414/1818/1d1d\x1b\\`);
      return true;
    });
  }
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => {
    if (params.includes(1004)) answer('\x1b[I');
    return false;
  });
}

function makeTerminal() {
  const terminal = new xterm.Terminal({
    cols: 40,
    rows: 10,
    allowProposedApi: true,
    windowOptions: { getWinSizeChars: true, getWinSizePixels: true, getCellSizePixels: true },
  });
  answerAsBrowser(terminal);
  const link = new ShellLink(terminal as unknown as Screen);
  const sent: string[] = [];
  terminal.onData((text) => void (link.answersReplay || sent.push(text)));
  const parsed = () => new Promise<void>((resolve) => terminal.write('', resolve));
  const output = (text: string) => link.receive({ type: 'output', bytes: bytes(text) });
  const replay = (text: string) => {
    link.receive({ type: 'replayed', bytes: bytes(text).length });
    output(text);
  };
  return { terminal, link, sent, parsed, output, replay };
}

const QUESTIONS: [what: string, question: string, answer: RegExp][] = [
  ['cursor position', '\x1b[6n', /R$/],
  ['cursor position (DEC)', '\x1b[?6n', /R$/],
  ['status', '\x1b[5n', /0n$/],
  ['device attributes', '\x1b[c', /c$/],
  ['secondary device attributes', '\x1b[>c', /c$/],
  ['a mode', '\x1b[4$p', /\$y$/],
  ['a private mode', '\x1b[?2026$p', /\$y$/],
  ['size in characters', '\x1b[18t', /t$/],
  ['a setting', '\x1bP$qm\x1b\\', /\$r/],
  ['palette colour', '\x1b]4;1;?\x1b\\', /^\x1b\]4;/],
  ['text colour', '\x1b]10;?\x07', /^\x1b\]10;/],
  ['ground colour', '\x1b]11;?\x1b\\', /^\x1b\]11;/],
  ['cursor colour', '\x1b]12;?\x07', /^\x1b\]12;/],
  ['focus reports', '\x1b[?1004h', /I$/],
];

describe('a question in replayed output', () => {
  it.each(QUESTIONS)('is not answered again: %s', async (_, question) => {
    const { sent, parsed, replay } = makeTerminal();
    replay(`before${question}after`);
    await parsed();
    expect(sent).toEqual([]);
  });

  it.each(QUESTIONS)('is answered when it is new: %s', async (_, question, answer) => {
    const { sent, parsed, replay, output } = makeTerminal();
    replay(question);
    output(question);
    await parsed();
    expect(sent).toEqual([expect.stringMatching(answer)]);
  });

  it('is not answered though new output comes in the same chunk', async () => {
    const { sent, parsed, link, output } = makeTerminal();
    link.receive({ type: 'replayed', bytes: 4 });
    output('\x1b[6n\x1b[5n');
    await parsed();
    expect(sent).toEqual(['\x1b[0n']);
  });

  it('that only new output completes is new, for nobody can have answered it', async () => {
    const { sent, parsed, replay, output } = makeTerminal();
    replay('text\x1b[6');
    output('n');
    await parsed();
    expect(sent).toEqual(['\x1b[1;5R']);
  });

  it('that began before the replay and ends in it was answered', async () => {
    const { sent, parsed, replay, output } = makeTerminal();
    output('\x1b[');
    replay('6n');
    await parsed();
    expect(sent).toEqual([]);
  });
});

const FINALS = Array.from({ length: 63 }, (_, i) => String.fromCharCode(0x40 + i));
const PARAMETERS = ['', '0', '1', '2', '5', '6', '14', '16', '18', '19', '20', '21', '1004'];
const START_AGAIN = '\x1bc';

/** Everything that looks like a control sequence, with the parameters that mean questions. */
function* everySequence(): Generator<string> {
  for (const prefix of ['', '?', '>', '=', '<'])
    for (const between of ['', ' ', '!', '"', '#', '$', "'", '*', '+', ','])
      for (const final of FINALS)
        yield PARAMETERS.map((p) => `\x1b[${prefix}${p}${between}${final}`).join(START_AGAIN);
  for (const final of FINALS) yield `\x1b${final}\x1b\\`;
  for (let code = 0; code < 120; code++) yield `\x1b]${code};?\x07\x1b]${code};1;?\x07`;
  for (const setting of ['m', 'r', 's', '"p', '"q', ' q']) yield `\x1bP$q${setting}\x1b\\`;
  yield '\x05'; // ENQ
}

it('no sequence that this xterm.js knows is answered in a replay', async () => {
  const { terminal, sent, parsed, replay } = makeTerminal();
  let answers = 0;
  terminal.onData(() => (answers += 1));
  replay([...everySequence()].join(START_AGAIN));
  await parsed();
  expect(answers).toBeGreaterThan(QUESTIONS.length); // there were questions among them
  expect(sent).toEqual([]);
});

describe('during a replay', () => {
  it('keys reach the program', async () => {
    const { terminal, sent, parsed, link, output } = makeTerminal();
    link.receive({ type: 'replayed', bytes: 100 });
    output('\x1b[6n');
    await parsed();
    terminal.input('k');
    expect(sent).toEqual(['k']);
  });

  it('titles are taken over', async () => {
    const { terminal, parsed, replay } = makeTerminal();
    const titles: string[] = [];
    terminal.onTitleChange((title) => titles.push(title));
    replay('\x1b]0;vim\x07');
    await parsed();
    expect(titles).toEqual(['vim']);
  });

  it('every byte is credited, whichever side of the border it is on', async () => {
    const { parsed, link, output } = makeTerminal();
    const credit: number[] = [];
    const port = {
      onmessage: null,
      close: () => {},
      postMessage: (m: { bytes: number }) => credit.push(m.bytes),
    };
    link.attach(port as never);
    link.receive({ type: 'replayed', bytes: 3 });
    output('abcde');
    await parsed();
    expect(credit.reduce((sum, n) => sum + n, 0)).toBe(5);
  });
});

it('another program is answered, also where a replay was cut short', async () => {
  const { sent, parsed, link, output } = makeTerminal();
  link.receive({ type: 'replayed', bytes: 1000 });
  output('\x1b[6n');
  link.receive({ type: 'fresh' });
  output('\x1b[5n');
  for (let round = 0; round < 4; round++) await parsed();
  expect(sent).toEqual(['\x1b[0n']);
});
