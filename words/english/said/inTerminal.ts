// What became of files that went through a terminal.

export const inTerminal = {
  'in-terminal-ended': 'The program on the host ended the transfer.',
  'in-terminal-ended-saying': ({ told }: { told: string }) =>
    `The program on the host ended the transfer: ${told}`,
  'in-terminal-gone': 'The shell or its connection ended before all was there.',
  'in-terminal-unreadable': 'What the host sent is not this kind of transfer any more.',
  'in-terminal-skipped':
    'The program on the host didn’t take it. A file of that name may be there already.',
  'in-terminal-shrank': ({ name }: { name: string }) => `${name} became shorter while it was read.`,
  'in-terminal-no-file': ({ name }: { name: string }) => `${name} is not a file.`,
};
