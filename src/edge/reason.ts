export const isMissing = (error: unknown): boolean => errorCode(error) === 'ENOENT';

const errorCode = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'it is a directory',
  ENOTDIR: 'part of the path is not a directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EEXIST: 'it already exists',
};

/** Why a system call failed, in words. */
export const reason = (error: unknown): string =>
  REASONS[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
