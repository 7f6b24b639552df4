/**
 * A path that a file names, from the manifest's directory: `../base.yaml`.
 * @param from the file that names it, by such a path too; undefined for the manifest
 * @returns why it is none, otherwise
 */
export function resolvePath(from: string | undefined, path: string): string | { readonly fault: string } {
  if (path === '') return { fault: 'is empty' };
  if (/\p{Cc}/u.test(path)) return { fault: 'contains a control character' };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return { fault: 'is a URL; only files of the project can be read' };
  if (/^(?:\/|~|[a-z]:[\\/])/i.test(path)) return { fault: 'is not relative to the file that names it' };
  const parts: string[] = [];
  for (const part of [...(from ?? '').split('/').slice(0, -1), ...path.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 || parts.at(-1) === '..' ? { fault: 'is a directory' } : parts.join('/');
}
