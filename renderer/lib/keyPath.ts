// The path of a key as ssh names it when it asks for its passphrase: whole. What a person types may begin
// with `~/`, or in the home folder, where ssh is started.

/** '' for one that only ssh can tell, as it has signs that ssh replaces. */
export function keyPath(typed: string, home: string): string {
  const path = typed.trim();
  if (path === '' || home === '' || /%|\$\{/.test(path)) return '';
  if (/^(\/|[A-Za-z]:[\\/])/.test(path)) return path;
  const rest = path === '~' ? '' : path.replace(/^~[\\/]/, '');
  if (rest.startsWith('~')) return ''; // somebody else's home folder
  const between = home.includes('\\') ? '\\' : '/';
  return `${home}${between}${rest}`;
}
