// What each command is for, shown: at the end of its help, and in the manual. A command without an
// example, and an example that the command wouldn't understand, fail a test.

/** Lines of a shell, by the name of the command; '' for the program itself. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  '': ['bowline-agent serve --background'],
  serve: ['bowline-agent serve --listen 0.0.0.0:7722 --tls self-signed'],
  pair: ['bowline-agent pair --host build.example.org'],
  list: ['bowline-agent list', 'bowline-agent list --link-file ~/.build-link --json'],
  attach: [
    'bowline-agent attach --session 3f2a',
    'pass show build-agent | bowline-agent attach - -- htop',
  ],
  run: ['tar c src | bowline-agent run --link-file ~/.build-link -- tar x -C /srv'],
  detach: ['bowline-agent detach 3f2a'],
  kill: ['bowline-agent kill 3f2a'],
  share: ['bowline-agent share 3f2a --role editor --expires 2h --uses 3'],
  forward: ['bowline-agent forward --link-file ~/.build-link -L 8080:localhost:80'],
  cp: [
    'bowline-agent cp --link-file ~/.build-link -r dist remote:/srv/www',
    'bowline-agent cp --link-file ~/.build-link remote:logs/build.log .',
  ],
  relay: ['bowline-agent relay'],
  'relay-key': ['bowline-agent relay-key rotate'],
  completion: [
    'source <(bowline-agent completion bash)     # in ~/.bashrc',
    'source <(bowline-agent completion zsh)      # in ~/.zshrc, after compinit',
    'bowline-agent completion fish | source      # in config.fish',
  ],
};

/** Of a command of the definition. */
export function examplesOf(name: string): readonly string[] {
  return EXAMPLES[name === 'bowline-agent' ? '' : name] ?? [];
}
