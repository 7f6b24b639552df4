export const pages: readonly string[];
export function fileOf(page: string): string;
