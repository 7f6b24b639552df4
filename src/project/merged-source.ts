import type { ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import type { FileSource } from '../manifest/file-source.ts';
import type { Source } from '../manifest/source.ts';
import type { Attached } from './compose-files.ts';
import { SETTINGS } from './project-inputs.ts';

/** Several files, and settings beside them, as one: a place is in the file that says most of its path. */
export class MergedSource implements Source {
  private readonly files: readonly FileSource[];
  private readonly settings: readonly ManifestPath[];
  private readonly attached: readonly Attached[];

  /**
   * @param files in the order in which they were merged, the manifest last
   * @param settings paths whose values come from the call
   * @param attached files that say all that is below a path
   */
  constructor(files: readonly FileSource[], settings: readonly ManifestPath[], attached: readonly Attached[] = []) {
    this.files = files;
    this.settings = settings;
    this.attached = attached;
  }

  /** The file that says what is below a path, and the rest of the path in it. */
  private inside(path: ManifestPath): { readonly source: FileSource; readonly rest: ManifestPath } | undefined {
    const found = this.attached.find((one) => one.path.length < path.length && begins(path, one.path));
    return found && { source: found.source, rest: path.slice(found.path.length) };
  }

  locate(path: ManifestPath, part: 'key' | 'value'): Place {
    const inside = this.inside(path);
    if (inside) return inside.source.locate(inside.rest, part);
    const isHere = (set: ManifestPath): boolean => begins(path, set) || (begins(set, path) && !this.isWritten(path));
    const setting = this.settings.findLastIndex(isHere);
    if (setting !== -1) return { file: SETTINGS, line: setting + 1, column: 1, length: 1 };
    return this.ownerOf(path).locate(path, part);
  }

  has(path: ManifestPath): boolean {
    const inside = this.inside(path);
    if (inside) return inside.source.has(inside.rest);
    return this.isWritten(path) || this.settings.some((set) => begins(set, path) || begins(path, set));
  }

  private isWritten(path: ManifestPath): boolean {
    return this.files.some((file) => file.has(path));
  }

  written(path: ManifestPath): string | undefined {
    const inside = this.inside(path);
    if (inside) return inside.source.written(inside.rest);
    return this.settings.some((set) => begins(path, set)) ? undefined : this.ownerOf(path).written(path);
  }

  keysOf(path: ManifestPath): string[] {
    return [...new Set(this.files.flatMap((file) => file.keysOf(path)))];
  }

  /** The file that says most of a path: the manifest itself where others say no more. */
  ownerOf(path: ManifestPath): FileSource {
    const [owner] = this.files
      .map((file) => ({ file, depth: file.depth(path) }))
      .toReversed()
      .toSorted((a, b) => b.depth - a.depth);
    if (!owner) throw new Error('a manifest has no file');
    return owner.file;
  }
}

const begins = (path: ManifestPath, start: ManifestPath): boolean =>
  start.length <= path.length && start.every((step, index) => String(step) === String(path[index]));
