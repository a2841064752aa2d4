// Where the window's own files live, as far as Chromium is concerned: an origin of our own,
// so that "same origin" means "Bowline", which file:// could not say.

export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://bowline`;
