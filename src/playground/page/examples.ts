declare const PLAYGROUND_EXAMPLES: readonly Example[];

/** A manifest of examples/. */
export interface Example {
  readonly name: string;
  readonly text: string;
}

/** All of them: the build puts them here. */
export const examples = PLAYGROUND_EXAMPLES;

/** What an example shows, as its first comment says it, in one sentence. */
export function sayingOf({ text }: Example): string {
  const comment = (/^(?:#.*\n)+/.exec(text)?.[0] ?? '').replace(/^# ?/gm, '').replaceAll('\n', ' ');
  return /^.*?[.:](?= )/.exec(comment)?.[0].replace(/:$/, '.') ?? comment.trim();
}
