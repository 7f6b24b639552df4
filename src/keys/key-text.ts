/** Whether a text spells a key as WireGuard's tools write it: base64 of 32 bytes, whose last character has two bits to spare. */
export const isKeyText = (text: string): boolean => /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(text);
