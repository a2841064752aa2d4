// Colours of code in the editor: those of the scheme in force, so that text is as readable there as in a
// terminal.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const style = HighlightStyle.define([
  { tag: [tags.comment, tags.meta], color: 'var(--ink-faint)' },
  { tag: [tags.keyword, tags.tagName, tags.heading], color: 'var(--tone-6)' },
  { tag: [tags.string, tags.regexp, tags.inserted], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit], color: 'var(--warn)' },
  {
    tag: [tags.propertyName, tags.attributeName, tags.definition(tags.variableName)],
    color: 'var(--accent)',
  },
  { tag: [tags.invalid, tags.deleted], color: 'var(--bad)' },
  { tag: [tags.strong, tags.heading], fontWeight: '700' },
  { tag: tags.link, textDecoration: 'underline' },
]);

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--content)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { font: '13px/20px var(--mono)', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    ...{ border: '0', borderRight: '1px solid var(--line)' },
    ...{ backgroundColor: 'var(--chrome)', color: 'var(--ink-faint)' },
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'var(--selected)' },
  '.cm-searchMatch': { backgroundColor: 'var(--match)' },
  '.cm-searchMatch-selected': {
    ...{ backgroundColor: 'var(--match-now)', color: 'var(--on-match-now)' },
  },
  '.cm-panels': {
    backgroundColor: 'var(--chrome)',
    color: 'var(--ink)',
    borderColor: 'var(--line)',
  },
  '.cm-panels input, .cm-panels button': {
    ...{ font: '12px/20px var(--font)', border: '1px solid var(--line-strong)' },
    ...{ borderRadius: 'var(--r-s)', background: 'var(--content)', color: 'var(--ink)' },
  },
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--ok-tint)' },
  '.cm-deletedChunk, .cm-deletedLine': { backgroundColor: 'var(--bad-tint)' },
});

export const highlighted = [syntaxHighlighting(style), look];
