import type { Download } from '../compiler/messages.ts';
import { element } from './element.ts';

/** Hands a file to the browser's downloads. */
export function download({ name, bytes }: Download): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  element('a', { href: url, download: name }).click();
  // The browser has it by then, or never.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @returns whether the clipboard took it */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
