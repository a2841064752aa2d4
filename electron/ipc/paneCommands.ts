// The commands for the panes of a split tab: a part of the table of commands, which says what each
// entry means. Where a tab has one pane their keys are the program's.
import type { CommandRules } from './commands.ts';

export const PANE_COMMANDS = {
  'split-right': {
    words: 'Split Right',
    menu: 'view 3',
    keys: { pc: ['Ctrl+Shift+D'], mac: ['Meta+D'] },
    needs: 'tab',
  },
  'split-down': {
    words: 'Split Down',
    menu: 'view 3',
    keys: { pc: ['Ctrl+Shift+E'], mac: ['Meta+Shift+D'] },
    needs: 'tab',
  },
  'zoom-pane': {
    words: 'Zoom Pane',
    menu: 'view 3',
    keys: { pc: ['Ctrl+Shift+Enter'], mac: ['Meta+Shift+Enter'] },
    needs: 'panes',
  },
  'equalise-panes': { words: 'Make Panes Equally Large', menu: 'view 3', needs: 'panes' },
  'arrange-panes': {
    words: 'Arrange Panes…',
    menu: 'view 3',
    keys: { pc: ['Ctrl+Shift+Y'] },
    needs: 'panes',
  },
  'go-left': {
    words: 'Pane on the Left',
    menu: 'window 2',
    keys: { pc: ['Ctrl+Shift+ArrowLeft'], mac: ['Meta+Alt+ArrowLeft'] },
    needs: 'panes',
  },
  'go-right': {
    words: 'Pane on the Right',
    menu: 'window 2',
    keys: { pc: ['Ctrl+Shift+ArrowRight'], mac: ['Meta+Alt+ArrowRight'] },
    needs: 'panes',
  },
  'go-up': {
    words: 'Pane Above',
    menu: 'window 2',
    keys: { pc: ['Ctrl+Shift+ArrowUp'], mac: ['Meta+Alt+ArrowUp'] },
    needs: 'panes',
  },
  'go-down': {
    words: 'Pane Below',
    menu: 'window 2',
    keys: { pc: ['Ctrl+Shift+ArrowDown'], mac: ['Meta+Alt+ArrowDown'] },
    needs: 'panes',
  },
  'move-pane-to-new-tab': { words: 'Move Pane to New Tab', menu: 'window 3', needs: 'panes' },
  'move-pane-to-new-window': {
    words: 'Move Pane to New Window',
    menu: 'window 3',
    needs: 'panes',
  },
  // What the arrows do while panes are arranged; a Mac has room for keys that do it at once.
  'size-left': {
    words: 'Move Border Left',
    keys: { mac: ['Ctrl+Meta+ArrowLeft'] },
    needs: 'panes',
  },
  'size-right': {
    words: 'Move Border Right',
    keys: { mac: ['Ctrl+Meta+ArrowRight'] },
    needs: 'panes',
  },
  'size-up': {
    words: 'Move Border Up',
    keys: { mac: ['Ctrl+Meta+ArrowUp'] },
    needs: 'panes',
  },
  'size-down': {
    words: 'Move Border Down',
    keys: { mac: ['Ctrl+Meta+ArrowDown'] },
    needs: 'panes',
  },
  'move-left': {
    words: 'Move Pane Left',
    keys: { mac: ['Ctrl+Meta+Shift+ArrowLeft'] },
    needs: 'panes',
  },
  'move-right': {
    words: 'Move Pane Right',
    keys: { mac: ['Ctrl+Meta+Shift+ArrowRight'] },
    needs: 'panes',
  },
  'move-up': {
    words: 'Move Pane Up',
    keys: { mac: ['Ctrl+Meta+Shift+ArrowUp'] },
    needs: 'panes',
  },
  'move-down': {
    words: 'Move Pane Down',
    keys: { mac: ['Ctrl+Meta+Shift+ArrowDown'] },
    needs: 'panes',
  },
} as const satisfies Record<string, CommandRules>;
