export const manifestExamples: Readonly<Record<string, string>>;
