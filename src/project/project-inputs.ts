/** Why a file has no text. */
export interface UnreadableFile {
  /** Follows its name in a sentence: `is a directory`. */
  readonly fault: string;
}

export const MISSING: UnreadableFile = { fault: 'does not exist' };

/** What a manifest may refer to beside its own text. Everything is read before: the library opens no file. */
export interface ProjectInputs {
  /** The manifest's own file name, so that a file that includes it is told. */
  readonly manifestName?: string | undefined;
  /**
   * Texts of included files and of those that `$file` names, by their paths from the manifest's directory, with `/`
   * between their parts: `hosts.yaml`, `../base.yaml`. `filesNeeded` tells which.
   */
  readonly files?: Readonly<Record<string, string | UnreadableFile>> | undefined;
  /** What `$secret` names: a map, or a YAML text of one. */
  readonly values?: string | Readonly<Record<string, unknown>> | undefined;
  /** What `$env` names. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Values that take the place of the manifest's, by their paths: `network.mtu`. */
  readonly set?: Readonly<Record<string, string>> | undefined;
}

/** How places call what is no file that a manifest names. */
export const VALUES = '--values';
export const SETTINGS = '--set';

/** The inputs of an object that has more, so that nothing else is handed on with them. */
export const projectInputsOf = ({ manifestName, files, values, env, set }: ProjectInputs): ProjectInputs => ({
  manifestName,
  files,
  values,
  env,
  set,
});
