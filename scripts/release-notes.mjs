// Prints the changelog's section of a version, for its release: node scripts/release-notes.mjs 0.1.0
// Ends with 1 where the section has no date or does not exist.
import { readFileSync } from 'node:fs';

const [version] = process.argv.slice(2);
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const found = sections.find((section) => section.startsWith(`[${version}]`));
if (found === undefined || !/^\[[^\]]+\] - \d{4}-\d{2}-\d{2}\n/.test(found)) {
  console.error(`CHANGELOG.md has no section '## [${version}] - DATE'`);
  process.exit(1);
}
process.stdout.write(`${found.slice(found.indexOf('\n')).trim()}\n`);
