// Of files that an agent hands out: who gets none, and what became of the way to them.

export const agentFiles = {
  'files-unknown-to-agent': 'The agent on that machine hands out no files yet: it is too old.',
  'files-forbidden-by-agent': 'The agent there does not hand out files.',
  'files-read-only-by-agent': 'The agent there lets files be read, and not be changed.',
  'files-not-reached': 'The connection to the files of that machine is gone.',
  'file-request-unknown': 'That isn’t known here.',
  'file-handle-unknown': 'Nothing is open by that name.',
  'files-too-many-open': ({ most }: { most: number }) =>
    `There are ${most} files open already, which is the limit.`,
  'files-streams-full': ({ most }: { most: number }) =>
    `The agent hands out files to ${most} already, which is the limit.`,
  'file-user-unknown': ({ name }: { name: string }) => `There is no user ${name} here.`,
  'files-spoken-wrongly': 'What came is not the protocol of files.',
  'try-agent-files': 'The agent’s --files says what clients may do: none, read or all.',
};
