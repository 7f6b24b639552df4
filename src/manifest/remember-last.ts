/**
 * The same function, which remembers its last text. A fault and its picture, and the pictures of many faults, want
 * the same text again in one turn; a WeakRef holds what was found at least so long, and costs no memory after that.
 */
export function rememberLast<Result extends object>(work: (text: string) => Result): (text: string) => Result {
  let last: WeakRef<{ readonly text: string; readonly result: Result }> | undefined;
  return (text) => {
    const known = last?.deref();
    if (known?.text === text) return known.result;
    const result = work(text);
    last = new WeakRef({ text, result });
    return result;
  };
}
