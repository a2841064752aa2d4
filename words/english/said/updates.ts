// Of updates: why this copy has none, and what went wrong with one.

export const updates = {
  'updates-of-sources': 'This copy runs from its sources: it is updated with them.',
  'updates-by-apt': 'It is updated by your system’s package manager: apt upgrade bowline',
  'updates-by-rpm':
    'It is updated by your system’s package manager: dnf upgrade bowline, or zypper update bowline',
  'updates-without-address': 'This copy was built without an update address.',
  'updates-by-unpacking':
    'This copy was unpacked from an archive: to update it, unpack a newer one.',
  'updates-by-others':
    'You have no permission to replace its AppImage: whoever put that there updates it.',

  'update-disk-full': 'There is no room for it on this disk. Free some, and try again.',
  'update-not-permitted': 'No permission to write it where it has to go.',
  'update-changed':
    'What came isn’t what the maintainers published (its checksum is another). It was thrown away; try again later.',
  'update-of-stranger':
    'What came isn’t signed by who signed this copy. It was thrown away; tell the maintainers.',
  'update-address-uncertain':
    'The update address couldn’t prove whose it is (its certificate isn’t right). Nothing was taken from it.',
  'update-address-not-found': 'The update address wasn’t found. Is this computer online?',
  'update-address-silent': 'The update address doesn’t answer. Try again later.',
  'update-address-refuses': ({ status }: { status: number }) =>
    `The update address refused it (${status}). Try again later.`,
  'update-failed': ({ why }: { why: string }) => `It failed: ${why}`,

  'feed-not-signed':
    'The update address offers something that Bowline’s maintainers haven’t signed. ' +
    'Nothing of it was downloaded. If this goes on, tell them.',
  'feed-not-understood':
    'The update address says something that Bowline doesn’t understand. Its maintainers have to put that right.',
  'feed-leads-away': 'The update address leads to a place without https. It wasn’t followed.',
  'feed-leads-in-circles': 'The update address sends it around in circles. Tell the maintainers.',
  'feed-without-signature': ({ name }: { name: string }) =>
    `The update address has no signature (${name}), so nothing of it was taken. Tell the maintainers.`,
  'feed-missing': ({ name }: { name: string }) =>
    `There is nothing for this system at the update address (${name}).`,
  'feed-too-large': 'The update address says far too much. Nothing of it was taken.',
};
