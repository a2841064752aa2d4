// The editor for small text files, and the view of what differs: CodeMirror with what is wanted of it.
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { MergeView } from '@codemirror/merge';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { highlighted } from './highlight.ts';
import { languageOf } from './languages.ts';

export interface TextEditorOptions {
  parent: HTMLElement;
  text: string;
  /** By it the language is known. */
  name: string;
  /** For who can't see it. */
  label: string;
  changed: () => void;
  save: () => void;
  /** From 1. */
  moved: (line: number, column: number) => void;
}

export interface TextEditor {
  readonly text: string;
  wrap(on: boolean): void;
  focus(): void;
  destroy(): void;
}

const shown: Extension = [
  lineNumbers(),
  highlightSpecialChars(),
  highlighted,
  EditorState.tabSize.of(8),
];

export function textEditor(options: TextEditorOptions): TextEditor {
  const [language, wrapping] = [new Compartment(), new Compartment()];
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        ...[shown, history(), drawSelection(), indentOnInput(), bracketMatching()],
        ...[highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches()],
        ...[language.of([]), wrapping.of([]), keysOf(options), news(options)],
        ...[
          indentUnit.of(indentOf(options.text)),
          EditorState.lineSeparator.of(endOf(options.text)),
        ],
        EditorView.contentAttributes.of({ 'aria-label': options.label }),
      ],
    }),
  });
  void languageOf(options.name).then((found) =>
    view.dispatch({ effects: language.reconfigure(found) }),
  );
  return {
    get text() {
      return view.state.sliceDoc();
    },
    wrap: (on) =>
      view.dispatch({ effects: wrapping.reconfigure(on ? EditorView.lineWrapping : []) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function keysOf({ save }: TextEditorOptions): Extension {
  const saves = { key: 'Mod-s', run: () => (save(), true), preventDefault: true };
  return keymap.of([saves, ...searchKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap]);
}

function news({ changed, moved }: TextEditorOptions): Extension {
  return EditorView.updateListener.of((update) => {
    if (update.docChanged) changed();
    if (!update.selectionSet && !update.docChanged) return;
    const at = update.state.selection.main.head;
    const line = update.state.doc.lineAt(at);
    moved(line.number, at - line.from + 1);
  });
}

/** As the file has it: a tab, or so many blanks as its first indented line. */
function indentOf(text: string): string {
  const first = /^(\t|  +)\S/m.exec(text)?.[1] ?? '  ';
  return first.startsWith('\t') ? '\t' : first.slice(0, 8);
}

/** Its lines end as they did. */
function endOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export interface MergeOptions {
  parent: HTMLElement;
  mine: string;
  theirs: string;
  name: string;
  labels: readonly [mine: string, theirs: string];
}

/** Both texts beside each other, to be read; what is the same in both is folded. */
export async function differences(options: MergeOptions): Promise<{ destroy(): void }> {
  const language = await languageOf(options.name);
  const side = (doc: string, label: string) => ({
    doc,
    extensions: [
      ...[shown, language, EditorView.lineWrapping, EditorState.readOnly.of(true)],
      EditorView.contentAttributes.of({ 'aria-label': label }),
    ],
  });
  return new MergeView({
    parent: options.parent,
    a: side(options.mine, options.labels[0]),
    b: side(options.theirs, options.labels[1]),
    collapseUnchanged: { margin: 3, minSize: 6 },
    diffConfig: { scanLimit: 5_000, timeout: 1_000 },
  });
}
